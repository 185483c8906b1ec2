import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { describeIssues } from "@driftwheel/core/schema/issues.ts";
import { z } from "zod";

/**
 * A document of others as its schema has it.
 *
 * @param name what the document is called, at the head of the paths in it
 * @throws PersonError naming the path of what is wrong, what is there, and what would be right
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  document: unknown,
): z.output<Schema> {
  const parsed = z.object({ [name]: schema }).safeParse({ [name]: document });
  // What has passed has the member.
  if (parsed.success) return parsed.data[name] as z.output<Schema>;
  throw new PersonError(describeIssues(parsed.error.issues, { [name]: document }));
}

/** An object that has no other members: one that nobody reads would be silently without effect. */
export function closedObject<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `an object without ${issue.keys.join(" and ")}, which is not implemented on the local AWS`
        : "an object",
  });
}
