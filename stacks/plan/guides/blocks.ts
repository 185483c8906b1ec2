import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../../..");
export const folder = join(root, "docs/guides");

export const guides = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

export interface Block {
  /** The guide, and which of its blocks this is. */
  readonly id: string;
  /** All words after the fence: ```ts fleet */
  readonly kind: string;
  readonly code: string;
}

/** Fenced blocks, those inside of lists too, without the list's indentation. */
export const blocks: readonly Block[] = guides.flatMap(({ name, text }) =>
  [...text.matchAll(/^( *)```([^`\n]+)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", kind = "", code = ""], index) => ({
      id: `${name.replace(".md", "")}-${index}`,
      kind,
      code: code
        .split("\n")
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
        .join("\n"),
    }),
  ),
);

/** Blocks of a language, whatever their kind. */
export const blocksIn = (language: string): readonly Block[] =>
  blocks.filter(({ kind }) => kind.split(" ")[0] === language);

/** What stands between single backticks in the prose and in the tables. */
export const spans: readonly string[] = guides.flatMap(({ text }) =>
  [...text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span),
);
