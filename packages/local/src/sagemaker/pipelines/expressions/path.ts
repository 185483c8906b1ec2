import type { Json } from "./json.ts";

/** Keys and indexes from the outside in: `Outputs['evaluation'].Uri[0]` is `["Outputs", "evaluation", "Uri", 0]`. */
export type Path = readonly (string | number)[];

const segment = /\.?([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** Reads a path, or returns null when it is not one. */
export function parsePath(text: string): Path | null {
  const path: (string | number)[] = [];
  let position = 0;
  while (position < text.length) {
    segment.lastIndex = position;
    const match = segment.exec(text);
    if (match === null || (position === 0 && text.startsWith("."))) return null;
    const [whole, name, index, single, double] = match;
    path.push(index === undefined ? (name ?? single ?? double ?? "") : Number(index));
    position += whole.length;
  }
  return path.length === 0 ? null : path;
}

/**
 * Lists that a definition may index by name, as in `Outputs['evaluation']`: the elements' field that names them.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-properties.html
 */
const namingFields = ["OutputName", "InputName", "ChannelName", "MetricName", "Name"] as const;

/** The value at a path, or undefined when there is none. */
export function lookUp(value: Json, path: Path): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) {
    here = step(here, key);
    if (here === undefined) return undefined;
  }
  return here;
}

function step(value: Json, key: string | number): Json | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : elementNamed(value, key);
  return Object.hasOwn(value, key) ? (value as { readonly [name: string]: Json })[key] : undefined;
}

function elementNamed(list: readonly Json[], name: string): Json | undefined {
  return list.find(
    (element) =>
      element !== null &&
      typeof element === "object" &&
      !Array.isArray(element) &&
      namingFields.some((field) => (element as { readonly [key: string]: Json })[field] === name),
  );
}
