import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** A page that people read, by its path from the repository's root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

export interface Block {
  /** The page's name, and which of its blocks this is. */
  readonly id: string;
  /** All words after the fence: ```ts fleet */
  readonly kind: string;
  readonly code: string;
}

const pages = (...patterns: readonly string[]): readonly Page[] =>
  globSync(patterns, { cwd: root })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

export const guides = pages("docs/guides/**/*.md");

/** What a contributor reads: the pages of the repository and of its parts. */
export const contributing = pages(
  "*.md",
  "packages/*/README.md",
  "{functions,stacks,test}/README.md",
  "examples/*/README.md",
);

export const concepts = pages("docs/concepts/*.md");
export const decisions = pages("docs/decisions/**/*.md");

/** The text of the guide of that file name. */
export function guide(name: string): string {
  const found = guides.find(({ path }) => basename(path, ".md") === name);
  if (!found) throw new Error(`There is no guide ${name}.`);
  return found.text;
}

/** Fenced blocks, those inside of lists too, without the list's indentation. */
export const blocksOf = ({ path, text }: Page): readonly Block[] =>
  [...text.matchAll(/^( *)```([^`\n]+)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = "", kind = "", code = ""], index) => ({
      id: `${nameOf(path)}-${index}`,
      kind,
      code: code
        .split("\n")
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
        .join("\n"),
    }),
  );

/** All blocks of the guides. */
export const blocks = guides.flatMap(blocksOf);

/** Blocks of a language, whatever their kind. */
export const blocksIn = (language: string): readonly Block[] =>
  blocks.filter(({ kind }) => kind.split(" ")[0] === language);

/** The blocks of one guide that are of these kinds, in their order. */
export const blocksOfGuide = (name: string, ...kinds: readonly string[]): readonly Block[] =>
  blocksOf({ path: name, text: guide(name) }).filter(({ kind }) => kinds.includes(kind));

/** What stands between single backticks in the prose and in the tables. */
export const spansOf = ({ text }: Page): readonly string[] =>
  [...text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);

/** Of a README the folder says which one it is. */
function nameOf(path: string): string {
  const name = basename(path, ".md");
  return name === "README" ? `${basename(dirname(path))}-README` : name;
}
