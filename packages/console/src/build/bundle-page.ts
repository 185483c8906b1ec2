import { relative } from "node:path";
import { build } from "vite";

const workspace = new URL("../../", import.meta.url).pathname;
const root = new URL("../../../../", import.meta.url).pathname;

interface Built {
  /** Of each file with code, how much of it comes from which module, by its path from the repository's root. */
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/**
 * Bundles the page into a folder, which is emptied first.
 *
 * @param folder an absolute path
 */
export async function bundlePage(folder: string): Promise<Built> {
  const built = await build({ configFile: `${workspace}vite.config.ts`, build: { outDir: folder } });
  if (!("output" in built)) throw new Error("The console has one build, and it is no watched one.");
  const chunks = built.output.filter((one) => one.type === "chunk");
  return {
    outputs: Object.fromEntries(
      chunks.map(({ fileName, modules }) => [
        fileName,
        {
          inputs: Object.fromEntries(
            Object.entries(modules).map(([id, { code }]) => [
              relative(root, id.replace(/^\0/, "")),
              { bytesInOutput: code?.length ?? 0 },
            ]),
          ),
        },
      ]),
    ),
  };
}
