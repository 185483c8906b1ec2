import type { Shape } from "../../packages/local/src/service-models/service-model.ts";
import { javaPattern } from "../../packages/local/src/validation/java-pattern.ts";
import { single } from "./valid-values.ts";

/** A value that the shape does not allow, and what of it. */
export interface BrokenValue {
  readonly breaks: "pattern" | "enum" | "range" | "length" | "type";
  readonly value: unknown;
}

/** Longer texts and lists are not sent. */
const longest = 300_000;

/** One value for each thing that a shape asks of a value, each wrong in that alone where that can be. */
export function brokenValues(shape: Shape, member: string): readonly BrokenValue[] {
  switch (shape.type) {
    case "string":
    case "character":
      return [...brokenTexts(shape, member), { breaks: "type", value: { structure: "of no kind" } }];
    case "integer":
    case "long":
    case "float":
    case "double":
      return [
        ...(shape.min === undefined ? [] : [{ breaks: "range", value: shape.min - 1 } as const]),
        ...(shape.max === undefined || shape.max > Number.MAX_SAFE_INTEGER / 2
          ? []
          : [{ breaks: "range", value: shape.max + 1 } as const]),
        { breaks: "type", value: "no number" },
      ];
    case "boolean":
      return [{ breaks: "type", value: "neither" }];
    case "timestamp":
      return [{ breaks: "type", value: "no time" }];
    case "blob":
      return shape.max === undefined || shape.max > longest
        ? []
        : [{ breaks: "length", value: Buffer.alloc(shape.max + 1, "x") }];
    case "structure":
    case "map":
    case "list":
      return [{ breaks: "type", value: "neither a structure nor a list" }];
  }
}

function brokenTexts(shape: Shape, member: string): readonly BrokenValue[] {
  const { min = 0, max, pattern, enum: values } = shape;
  if (values) return [{ breaks: "enum", value: "of-no-kind" }];
  const valid = String(single(shape, member));
  const found: BrokenValue[] = [];
  if (min > 0) found.push({ breaks: "length", value: valid.slice(0, min - 1) });
  if (max !== undefined && max < longest) {
    found.push({ breaks: "length", value: valid.padEnd(max + 1, valid.at(-1) ?? "x") });
  }
  if (pattern !== undefined) {
    const expression = javaPattern(pattern);
    const wrong = ["a b", "!", "-", " ", "é", "~", "a\tb", `${valid}!`, `${valid} `, "a\nb", "\u0000"]
      .map((text) => text.padEnd(min, text.at(-1)))
      .find((text) => text.length <= (max ?? longest) && !expression.test(text));
    if (wrong !== undefined) found.push({ breaks: "pattern", value: wrong });
  }
  return found;
}
