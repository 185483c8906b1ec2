/** A JSON text's value, or why it has none; never throws. */
export type JsonAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** A text, passed over whole; or a number that JSON has no word for, as Python's `json.dumps` writes it. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
/** What stands for NaN until the text is read. No text of a sender can be it: it is made anew for each. */
const mark = "not a number";
/** JSON's grammar allows the number, and no double is as large. */
const beyond = "1e999";

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
    return pythonJson(text) ?? { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

function pythonJson(text: string): JsonAnswer | null {
  const unmarked = text.startsWith("\uFEFF") ? text.slice(1) : text;
  let placeholder = mark;
  while (unmarked.includes(placeholder)) placeholder += "!";
  let changed = unmarked !== text;
  const json = unmarked.replace(textOrNumber, (found) => {
    if (found.startsWith('"')) return found;
    changed = true;
    if (found === "NaN") return JSON.stringify(placeholder);
    return found === "Infinity" ? beyond : `-${beyond}`;
  });
  if (!changed) return null;
  try {
    return { ok: true, value: withNumbers(JSON.parse(json), placeholder) };
  } catch {
    return null;
  }
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
