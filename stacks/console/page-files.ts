import { readdirSync } from "node:fs";
import { join } from "node:path";

/** One of the files of the console's page. */
export interface PageFile {
  /** Where it is served, without a slash before it: `assets/main-1a2b.js`. */
  readonly path: string;
  /** Where it lies now. */
  readonly file: string;
}

/** What the page asks for to learn how to sign in. Each deployment has its own. */
export const signInFile = "console.json";

/** The files of a built page; its own `console.json`, which knows no sign-in, is not deployed. */
export function pageFilesIn(folder: string): readonly PageFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => ({ file, path: file.slice(folder.length + 1).replaceAll("\\", "/") }))
    .filter(({ path }) => path !== signInFile)
    .toSorted((one, other) => one.path.localeCompare(other.path, "en"));
}
