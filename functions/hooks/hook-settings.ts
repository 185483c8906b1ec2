import * as z from "zod/mini";
import { readEnvironment, type Variables } from "../shell/read-environment.ts";

z.config({ jitless: true });

const environment = z.object({
  DRIFTWHEEL_LEDGER_TABLE: z
    .string("is missing; the ledger's DynamoDB table")
    .check(z.minLength(1, "is empty; the ledger's DynamoDB table")),
  DRIFTWHEEL_FLEET: z.optional(z.string().check(z.minLength(1))),
  /** Name of the SSM parameter, never the secret. */
  DRIFTWHEEL_ORIGIN_SECRET: z.optional(z.string()),
});

/** What the function `hooks` is told by its environment. */
export interface HookSettings {
  readonly table: string;
  readonly fleet: string | null;
  readonly originSecret: string | null;
}

/** @throws Error naming every variable that is missing or wrong. */
export function readHookSettings(variables: Variables): HookSettings {
  const data = readEnvironment(environment, variables);
  return {
    table: data.DRIFTWHEEL_LEDGER_TABLE,
    fleet: data.DRIFTWHEEL_FLEET ?? null,
    originSecret: data.DRIFTWHEEL_ORIGIN_SECRET || null,
  };
}
