import { isObject, type Json } from "../pipelines/expressions/json.ts";

/** One step of a path: a name, an index, all elements, or several of them. */
type Segment =
  | { readonly kind: "one"; readonly key: string | number }
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "elements"; readonly parts: readonly Part[] };

/** From an index to another, which is not included; counted from the end when negative. */
interface Part {
  readonly from: number;
  readonly to: number | null;
  readonly single: boolean;
}

export type JsonPath = readonly Segment[];

/** A path that leads nowhere in a record. */
export class NothingThere extends Error {
  override readonly name = "NothingThere";
}

const segment = /\.([A-Za-z_][\w-]*)|\[([^\]]*)\]/y;
const quoted = /^(?:'([^']*)'|"([^"]*)")$/;
const slice = /^(-?\d+)?(:)?(-?\d+)?$/;

/**
 * Reads the part of JSONPath that batch transform knows, or null when a text is none of it.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html#data-processing-operators
 */
export function readJsonPath(text: string): JsonPath | null {
  if (!text.startsWith("$")) return null;
  const path: Segment[] = [];
  segment.lastIndex = 1;
  while (segment.lastIndex < text.length) {
    const match = segment.exec(text);
    const next = match === null ? null : segmentOf(match[1], match[2]);
    if (next === null) return null;
    path.push(next);
  }
  // What several parts are cut out of has no inside of its own.
  return path.slice(0, -1).every(({ kind }) => kind === "one") ? path : null;
}

function segmentOf(name: string | undefined, brackets: string | undefined): Segment | null {
  if (name !== undefined) return { kind: "one", key: name };
  const parts = (brackets ?? "").split(",").map((part) => part.trim());
  const names = parts.flatMap((part) => {
    const match = quoted.exec(part);
    return match === null ? [] : [match[1] ?? match[2] ?? ""];
  });
  const [first] = names;
  if (names.length === parts.length && first !== undefined) {
    return names.length === 1 ? { kind: "one", key: first } : { kind: "names", names };
  }
  const slices = parts.map(partOf);
  if (slices.some((part) => part === null)) return null;
  const known = slices.filter((part) => part !== null);
  const [only] = known;
  if (known.length === 1 && only?.single) return { kind: "one", key: only.from };
  return { kind: "elements", parts: known };
}

function partOf(text: string): Part | null {
  if (text === "*") return { from: 0, to: null, single: false };
  const match = slice.exec(text);
  if (match === null || text === "") return null;
  const [, from, colon, to] = match;
  if (colon === undefined) return { from: Number(from), to: null, single: true };
  return { from: Number(from ?? 0), to: to === undefined ? null : Number(to), single: false };
}

/** What a path picks out of a record. Throws NothingThere. */
export function pick(path: JsonPath, value: Json): Json {
  return path.reduce((here: Json, each) => step(here, each), value);
}

function step(value: Json, part: Segment): Json {
  switch (part.kind) {
    case "one":
      return member(value, part.key);
    case "names":
      return Object.fromEntries(part.names.map((name) => [name, member(value, name)]));
    case "elements":
      return part.parts.flatMap((each) => elements(value, each));
  }
}

function member(value: Json, key: string | number): Json {
  const found =
    typeof key === "number"
      ? Array.isArray(value)
        ? value.at(key)
        : undefined
      : isObject(value) && Object.hasOwn(value, key)
        ? value[key]
        : undefined;
  if (found === undefined) throw new NothingThere(`There is no ${JSON.stringify(key)} in ${shown(value)}.`);
  return found;
}

function elements(value: Json, { from, to, single }: Part): readonly Json[] {
  if (!Array.isArray(value)) throw new NothingThere(`${shown(value)} is no list.`);
  return single ? [member(value, from)] : value.slice(from, to ?? undefined);
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
