import type * as z from "zod/mini";

/** A process's environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** @throws Error naming every variable that is missing or wrong. */
export function readEnvironment<Schema extends z.ZodMiniType>(
  schema: Schema,
  variables: Variables,
): z.output<Schema> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
  throw new Error(`The environment is not complete.\n${lines.join("\n")}`);
}
