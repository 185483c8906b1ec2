import * as z from "zod/mini";
import { common, readEnvironment, required, type Variables } from "../shell/settings/read-environment.ts";

const patterns = z._default(z.array(z.string().check(z.minLength(1))), []);

const environment = z.object({
  ...common,
  DRIFTWHEEL_COMMAND_FUNCTION: required("the function that decides on commands"),
  DRIFTWHEEL_DELIVERY_FUNCTION: required("the durable function of deliveries, with its version or alias"),
  DRIFTWHEEL_LINK_SECRET: required("the name of the SSM parameter with the key of links"),
  DRIFTWHEEL_API_ROLES: required('who has which role, as JSON: {"reader":[],"operator":[],"approver":[]}'),
  DRIFTWHEEL_API_ROLES_CLAIM: z.optional(z.string()),
  /** Name of the SSM parameter, never the secret. */
  DRIFTWHEEL_ORIGIN_SECRET: z.optional(z.string()),
});

const members = z.strictObject({ reader: patterns, operator: patterns, approver: patterns });

/** What the function `api` is told by its environment. */
export interface ApiSettings {
  readonly table: string;
  readonly commandFunction: string;
  readonly deliveryFunction: string;
  readonly linkSecret: string;
  readonly members: z.output<typeof members>;
  readonly claim: string | null;
  readonly originSecret: string | null;
  readonly fleet: string | null;
}

/** @throws Error naming every variable that is missing or wrong. */
export function readApiSettings(variables: Variables): ApiSettings {
  const data = readEnvironment(environment, variables);
  return {
    table: data.DRIFTWHEEL_LEDGER_TABLE,
    commandFunction: data.DRIFTWHEEL_COMMAND_FUNCTION,
    deliveryFunction: data.DRIFTWHEEL_DELIVERY_FUNCTION,
    linkSecret: data.DRIFTWHEEL_LINK_SECRET,
    members: readMembers(data.DRIFTWHEEL_API_ROLES),
    claim: data.DRIFTWHEEL_API_ROLES_CLAIM || null,
    originSecret: data.DRIFTWHEEL_ORIGIN_SECRET || null,
    fleet: data.DRIFTWHEEL_FLEET ?? null,
  };
}

function readMembers(text: string): z.output<typeof members> {
  try {
    const parsed = members.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Said below, with what would be right.
  }
  throw new Error(
    `DRIFTWHEEL_API_ROLES is ${JSON.stringify(text)}; write {"reader":[],"operator":[],"approver":[]} with patterns of ARNs or values of the claim`,
  );
}
