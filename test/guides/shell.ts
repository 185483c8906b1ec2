import { blocksOf, guides, type Page } from "./blocks.ts";

/** Where one command ends: a line's end or &&, outside of quotes. */
const command = /(?:'[^']*'|"[^"]*"|(?<!&)&(?!&)|[^'"\n&])+/g;

/** The commands of a block: continued lines are one, comments are none. */
const commandsOf = (code: string): readonly string[] =>
  (
    code
      .replaceAll(/\\\n\s*/g, "")
      .replaceAll(/(^|\s)# .*$/gm, "")
      .match(command) ?? []
  )
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Words as a shell parts them, without the quotes around them. */
export const wordsOf = (line: string): readonly string[] =>
  (line.match(/(?:'[^']*'|"[^"]*"|\S)+/g) ?? []).map((word) => word.replace(/^(["'])([\s\S]*)\1$/, "$2"));

/** The commands of a page. Scripts of another kind (`sh hmac`) are run by a test of their own. */
export const commandsIn = (page: Page): readonly string[] =>
  blocksOf(page)
    .filter(({ kind }) => kind === "sh")
    .flatMap(({ code }) => commandsOf(code));

export const commands = guides.flatMap(commandsIn).map((line) => ({ line }));
