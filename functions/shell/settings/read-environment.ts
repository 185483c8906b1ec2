import * as z from "zod/mini";

/** Compiling a schema pays after thousands of values; a function mostly ends after a few. https://zod.dev/packages/core */
z.config({ jitless: true });

/** A process's environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that must be there and hold something; `what` says to people what it is. */
export function required(what: string): z.ZodMiniString {
  return z.string(`is missing; ${what}`).check(z.minLength(1, `is empty; ${what}`));
}

/** A module with a fleet, if not the repository's own. */
export const fleetModule = { DRIFTWHEEL_FLEET: z.optional(z.string().check(z.minLength(1))) };

/** The variables of every function that asks the ledger. */
export const common = {
  DRIFTWHEEL_LEDGER_TABLE: required("the ledger's DynamoDB table"),
  ...fleetModule,
};

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
