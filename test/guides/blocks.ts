import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");
export const folder = join(root, "docs/guides");

export const guides = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

/** The text of `docs/guides/<name>.md`. */
export function guide(name: string): string {
  const found = guides.find((one) => one.name === `${name}.md`);
  if (!found) throw new Error(`There is no guide ${name}.`);
  return found.text;
}

export interface Block {
  /** The guide, and which of its blocks this is. */
  readonly id: string;
  /** The guide's name, without its ending. */
  readonly guide: string;
  /** All words after the fence: ```ts fleet */
  readonly kind: string;
  readonly code: string;
}

/** Fenced blocks, those inside of lists too, without the list's indentation. */
export const blocks: readonly Block[] = guides.flatMap(({ name, text }) =>
  [...text.matchAll(/^( *)```([^`\n]+)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", kind = "", code = ""], index) => ({
      id: `${name.replace(".md", "")}-${index}`,
      guide: name.replace(".md", ""),
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

/** Blocks of one guide of exactly these kinds, as they follow each other. */
export const blocksOf = (name: string, ...kinds: readonly string[]): readonly Block[] =>
  blocks.filter(({ guide, kind }) => guide === name && kinds.includes(kind));

/** What stands between single backticks in the prose and in the tables. */
export const spans: readonly string[] = guides.flatMap(({ text }) =>
  [...text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span),
);
