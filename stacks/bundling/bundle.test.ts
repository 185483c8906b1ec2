import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import fleet from "../../driftwheel.config.ts";
import { sharedBundles } from "../../test/runner/shared-bundles.ts";
import { functionNames } from "../routes.ts";
import type { FunctionBundle } from "./bundle.ts";

let bundles: readonly FunctionBundle[];

beforeAll(async () => {
  bundles = await sharedBundles();
});

/** What a function loads before its first event: the entry and all that it imports without being asked to. */
function loadedAtOnce({ name, outputs }: FunctionBundle) {
  const files = new Set<string>();
  const follow = (path: string): void => {
    if (files.has(path)) return;
    files.add(path);
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind === "import-statement" && outputs[imported]) follow(imported);
    }
  };
  for (const path of Object.keys(outputs)) if (path.endsWith(`/${name}.mjs`)) follow(path);
  return {
    bytes: [...files].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0),
    modules: [...files].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {})),
  };
}

const named = (name: string) => {
  const bundle = bundles.find((candidate) => candidate.name === name);
  if (!bundle) throw new Error(`There is no bundle of ${name}.`);
  return bundle;
};

describe("the bundles", () => {
  it.each(functionNames)("%s exports its handler", async (name) => {
    // Lambda's runtime is where it comes from.
    vi.stubGlobal("awslambda", { streamifyResponse: (handler: unknown) => handler });
    const module: { readonly handler?: unknown } = await import(named(name).entry);
    expect(module.handler).toBeTypeOf("function");
  });

  it.each(["drift", "retraining", "registry", "endpoint"])(
    "%s loads no client of AWS, no decider and no language of zod before an event concerns the fleet",
    (name) => {
      const { bytes, modules } = loadedAtOnce(named(name));
      expect(
        modules.filter((path) =>
          /@aws-sdk|@smithy|core\/src\/decider\/(?:decide|handle)\.|zod\/v4\/locales\/(?!en\.)/.test(path),
        ),
      ).toEqual([]);
      expect(bytes).toBeLessThan(150_000);
    },
  );

  it.each(functionNames.filter((name) => name !== "api"))(
    "%s loads zod in its smaller form alone: what policies are checked by stays where they are written",
    (name) => {
      const { modules } = loadedAtOnce(named(name));
      expect(modules.filter((path) => path.includes("zod/v4/classic/"))).toEqual([]);
    },
  );

  it("hold the fleet as it was checked, without the policy's schemas", async () => {
    const { outputs, directory: folder } = named("endpoint");
    const inputs = Object.values(outputs).flatMap(({ inputs: files }) => Object.keys(files));
    expect(inputs.filter((path) => path.includes("policy/policy.ts"))).toEqual([]);
    const chunk = Object.keys(outputs).find((path) => path.includes("driftwheel.config")) ?? "";
    const module: { readonly default?: unknown } = await import(
      join(folder, "chunks", chunk.split("/").at(-1) ?? "")
    );
    expect(module.default).toEqual(fleet);
  });

  it("have their source maps beside them, and no word of where they were made", async () => {
    const { entry } = named("sweep");
    const text = await readFile(entry, "utf8");
    expect(text).not.toContain("sourceMappingURL");
    expect(text).not.toContain(process.cwd());
    expect(JSON.parse(await readFile(`${entry}.map`, "utf8"))).toMatchObject({ version: 3 });
  });
});
