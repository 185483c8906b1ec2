/** A JSON text's value, or why it has none; never throws. */
export type JsonAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/**
 * A text's beginning; a number that JSON has no word for, as Python writes it; a whole number of 16 to 64 digits: no id
 * is longer, and a repetition without an end takes a place on the stack for each digit.
 */
const special = /"|-?\bInfinity\b|\bNaN\b|(?<![\d.eE+-])-?\d{16,64}(?![\d.eE])/g;
/** The same whole numbers, found quickly; a text that holds one is looked through for nothing, and rarely. */
const longWhole = /(?:^|[[,:\s-])\d{16,64}\s*(?:[\],}]|$)/;
/** What stands for NaN until the text is read. No text of a sender can be it: it is made anew for each. */
const mark = "not a number";
/** JSON's grammar allows the number, and no double is as large. */
const beyond = "1e999";
const backslash = 92;

/**
 * Reads JSON as it is written by Python too: `json.dumps` writes NaN, Infinity and -Infinity bare unless it is told
 * otherwise (https://docs.python.org/3/library/json.html#infinite-and-nan-number-values), and files may begin with a
 * byte order mark. The numbers are what they are called.
 */
export function parseJson(text: string): JsonAnswer {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    // JSON's own form is by far the most frequent, so any other is looked for only when it is none.
    return (
      rewritten(text, false) ?? { ok: false, reason: error instanceof Error ? error.message : String(error) }
    );
  }
}

/**
 * The same, and a whole number that a double cannot hold is given as its text: two ids that differ in their last digit
 * stay two (https://www.rfc-editor.org/rfc/rfc8259#section-6).
 */
export function parseExactJson(text: string): JsonAnswer {
  return (longWhole.test(text) ? rewritten(text, true) : null) ?? parseJson(text);
}

/** The value of a text in which what JSON has no word for is written in another way; null when there is nothing. */
function rewritten(text: string, isExact: boolean): JsonAnswer | null {
  const unmarked = text.startsWith("\uFEFF") ? text.slice(1) : text;
  let placeholder = mark;
  while (unmarked.includes(placeholder)) placeholder += "!";
  const parts: string[] = [];
  let taken = 0;
  special.lastIndex = 0;
  for (let found = special.exec(unmarked); found; found = special.exec(unmarked)) {
    const [word] = found;
    if (word === '"') {
      special.lastIndex = endOfText(unmarked, special.lastIndex);
      continue;
    }
    const other = written(word, placeholder, isExact);
    if (other === null) continue;
    parts.push(unmarked.slice(taken, found.index), other);
    taken = found.index + word.length;
  }
  if (unmarked === text && parts.length === 0) return null;
  parts.push(unmarked.slice(taken));
  try {
    return { ok: true, value: withNumbers(JSON.parse(parts.join("")), placeholder) };
  } catch {
    return null;
  }
}

function written(word: string, placeholder: string, isExact: boolean): string | null {
  if (word === "NaN") return JSON.stringify(placeholder);
  if (word === "Infinity") return beyond;
  if (word === "-Infinity") return `-${beyond}`;
  return isExact && !Number.isSafeInteger(Number(word)) ? `"${word}"` : null;
}

/** The place after the quote that closes a text. An expression would take a place on the stack for each character. */
function endOfText(json: string, from: number): number {
  for (let at = json.indexOf('"', from); at >= 0; at = json.indexOf('"', at + 1)) {
    let before = at - 1;
    while (before >= from && json.charCodeAt(before) === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
  return json.length;
}

/** Walks lists and objects one after the other: a text may nest deeper than calls can. */
function withNumbers(value: unknown, placeholder: string): unknown {
  const root = [value];
  const open: object[] = [root];
  for (let container = open.pop(); container; container = open.pop()) {
    for (const [key, inside] of Object.entries(container)) {
      if (inside === placeholder) Reflect.set(container, key, Number.NaN);
      else if (typeof inside === "object" && inside !== null) open.push(inside);
    }
  }
  return root[0];
}
