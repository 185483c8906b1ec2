import type * as z from "zod";

/**
 * Every field that a schema knows, as a pattern of its path: `models.*.rollout.ramp`, where `*` is a name or a place in
 * a list.
 */
export function knownFields(schema: z.core.$ZodType, path: readonly string[] = []): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod; // zod's own way to tell its schemas apart
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([name, field]) => [
        [...path, name].join("."),
        ...knownFields(field, [...path, name]),
      ]);
    case "record":
      return knownFields(def.valueType, [...path, "*"]);
    case "array":
      return knownFields(def.element, [...path, "*"]);
    case "union":
      return def.options.flatMap((option) => knownFields(option, path));
    case "optional":
    case "default":
      return knownFields(def.innerType, path);
    case "pipe":
      return knownFields(def.in, path);
    default:
      return [];
  }
}
