import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheControl, mediaType, pageHeaders } from "@driftwheel/console/serving/page-headers.ts";
import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";

type Files = ReadonlyMap<string, Buffer>;

/** What serves the console at the API's root. */
export interface ConsolePage {
  /** Null for what is none of the console's files. */
  answer(call: Call): Promise<Answer | null>;
}

/**
 * The console's page, read when it is first asked for: who never opens it waits for no build.
 *
 * @param folder tells where its files are
 */
export function consolePage(folder: () => Promise<string>): ConsolePage {
  let reading: Promise<Files> | null = null;
  return {
    async answer({ method, path }) {
      const file = path === "/" ? "index.html" : path.slice(1);
      const mayBeOne = file === "index.html" || file === "console.json" || /^assets\/[\w.-]+$/.test(file);
      if ((method !== "GET" && method !== "HEAD") || !mayBeOne) return null;
      try {
        reading ??= folder().then(filesIn);
        const body = (await reading).get(file);
        if (body === undefined) return null;
        return {
          status: 200,
          headers: { ...pageHeaders(), "content-type": mediaType(file), "cache-control": cacheControl(file) },
          body: method === "HEAD" ? "" : body,
        };
      } catch (error) {
        // What was wrong may be mended, and the page loaded again.
        reading = null;
        const why = error instanceof Error ? error.message : String(error);
        return {
          status: 503,
          headers: { ...pageHeaders(), "content-type": "text/plain; charset=utf-8" },
          body: `The console cannot be built: ${why}\n`,
        };
      }
    },
  };
}

function filesIn(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /^(?:index\.html|console\.json|assets\/[^/]+)$/.test(name));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}
