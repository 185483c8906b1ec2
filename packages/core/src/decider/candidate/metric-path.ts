/** Deeper than any report of SageMaker's goes. */
const deepest = 6;

/** One step of a path as written; one that stands in brackets is a key by itself. */
interface Step {
  readonly key: string;
  readonly bracketed: boolean;
}

/**
 * What stands at a path in parsed JSON: `regression_metrics.mae.value`. A key may hold dots itself, as
 * `{"validation": {"0.5": 0.91}}` and `{"validation.auc": 0.91}` do: of the keys that are there the longest is taken
 * that leads to a number. A key in brackets is one key whatever it holds: `validation["0.5"]`.
 *
 * @returns a number where the path leads to one, else what it leads to; undefined where it leads nowhere
 */
export function valueAt(json: unknown, path: string): unknown {
  const plain = path.split(".").map((key) => ({ key, bracketed: false }));
  const found = [...follow(json, plain), ...(path.includes("[") ? follow(json, bracketed(path)) : [])];
  return found.find((value) => typeof value === "number") ?? found[0];
}

/** The path of something in what stands under a key. */
export function pathUnder(key: string, path: string): string {
  return path.startsWith("[") ? `${key}${path}` : `${key}.${path}`;
}

/** Paths of all finite numbers in parsed JSON, written so that `valueAt` finds each. */
export function numberPaths(json: unknown): readonly string[] {
  return numberKeys(json, []).map(({ keys, value }) => {
    const path = keys.reduce((before, key) => pathOf(before, key, /[.[\]"]|^$/.test(key)), "");
    // Beside a key that holds dots, and is longer, only brackets tell the keys apart.
    return valueAt(json, path) === value ? path : keys.reduce((before, key) => pathOf(before, key, true), "");
  });
}

interface NumberKeys {
  readonly keys: readonly string[];
  readonly value: unknown;
}

function numberKeys(json: unknown, before: readonly string[]): readonly NumberKeys[] {
  if (typeof json !== "object" || json === null || before.length >= deepest) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    const keys = [...before, key];
    return Number.isFinite(value) ? [{ keys, value }] : numberKeys(value, keys);
  });
}

function pathOf(before: string, key: string, isBracketed: boolean): string {
  if (isBracketed) return `${before}[${JSON.stringify(key)}]`;
  return before === "" ? key : `${before}.${key}`;
}

/** All that the steps lead to, by the longest keys first. */
function follow(json: unknown, steps: readonly Step[]): readonly unknown[] {
  if (steps.length === 0) return [json];
  if (typeof json !== "object" || json === null) return [];
  const alone = steps.findIndex(({ bracketed: inBrackets }) => inBrackets);
  const longest = alone < 0 ? steps.length : Math.max(1, alone);
  return Array.from({ length: longest }, (_, index) => longest - index).flatMap((count) => {
    const taken = steps.slice(0, count).map((step) => step.key);
    const key = taken.join(".");
    // What is enumerable is of the file; a list's own length is not.
    return Object.prototype.propertyIsEnumerable.call(json, key)
      ? follow(Reflect.get(json, key), steps.slice(count))
      : [];
  });
}

/** `a.b["c.d"][0]` -> a, b, c.d, 0. */
function bracketed(path: string): readonly Step[] {
  const parts = path.matchAll(/\[("(?:[^"\\]|\\.)*"|'[^']*'|\d+)\]|\.?([^.[]+)/g);
  return Array.from(parts, ([, inBrackets, plain = ""]) =>
    inBrackets === undefined
      ? { key: plain, bracketed: false }
      : { key: unquoted(inBrackets), bracketed: true },
  );
}

function unquoted(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
