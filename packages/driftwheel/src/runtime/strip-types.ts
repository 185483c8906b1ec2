import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transformSync } from "amaro";

interface Loaded {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit: true;
}

/**
 * Takes the types out of a team's own modules where Node does not do so by itself (before 22.18), by what Node does it
 * with. https://nodejs.org/docs/latest-v20.x/api/module.html#loadurl-context-nextload
 */
export async function load(
  url: string,
  context: unknown,
  nextLoad: (url: string, context: unknown) => Promise<Loaded>,
): Promise<Loaded> {
  if (!/^file:.*\.m?ts$/.test(url)) return await nextLoad(url, context);
  const text = await readFile(fileURLToPath(url), "utf8");
  return { format: "module", source: stripped(text, url), shortCircuit: true };
}

function stripped(text: string, url: string): string {
  try {
    return transformSync(text, { mode: "strip-only" }).code;
  } catch (error) {
    // It throws an object without a prototype of errors.
    const { message, startLine } = error as { readonly message?: string; readonly startLine?: number };
    throw new SyntaxError(
      `${message ?? String(error)}, in line ${startLine ?? "?"} of ${fileURLToPath(url)}`,
    );
  }
}
