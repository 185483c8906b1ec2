import * as z from "zod/mini";

/** The tag that names the model a SageMaker resource belongs to. */
const modelTag = "driftwheel:model";

const expected = 'tags as a map { "key": "value" } or a list [{ "Key": "key", "Value": "value" }]';

const list = z.array(z.object({ Key: z.unknown(), Value: z.unknown() }), expected);
const map = z.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value));

/**
 * A resource's tags, parsed to the value of `driftwheel:model` or null. Observed events carry a map, the
 * schema registry says a list; both may be empty, null or missing.
 */
export const taggedModel = z.pipe(
  z.nullish(z.union([list, map], expected)),
  z.transform((tags): string | null => {
    if (!tags) return null;
    const value = Array.isArray(tags)
      ? tags.find((tag) => tag.Key === modelTag)?.Value
      : Object.getOwnPropertyDescriptor(tags, modelTag)?.value;
    return typeof value === "string" && value !== "" ? value : null;
  }),
);
