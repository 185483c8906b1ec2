import * as z from "zod/mini";
import { common, readEnvironment, required, type Variables } from "../shell/settings/read-environment.ts";

const environment = z.object({
  ...common,
  DRIFTWHEEL_BUS: required("the event bus that commands of webhooks are put on"),
  /** Name of the SSM parameter, never the secret. */
  DRIFTWHEEL_ORIGIN_SECRET: z.optional(z.string()),
});

/** What the function `hooks` is told by its environment. */
export interface HookSettings {
  readonly table: string;
  readonly bus: string;
  readonly fleet: string | null;
  readonly originSecret: string | null;
}

/** @throws Error naming every variable that is missing or wrong. */
export function readHookSettings(variables: Variables): HookSettings {
  const data = readEnvironment(environment, variables);
  return {
    table: data.DRIFTWHEEL_LEDGER_TABLE,
    bus: data.DRIFTWHEEL_BUS,
    fleet: data.DRIFTWHEEL_FLEET ?? null,
    originSecret: data.DRIFTWHEEL_ORIGIN_SECRET || null,
  };
}
