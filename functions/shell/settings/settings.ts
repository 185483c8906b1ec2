import * as z from "zod/mini";
import { common, readEnvironment, required, type Variables } from "./read-environment.ts";

const environment = z.object({
  ...common,
  DRIFTWHEEL_BUS: required("the event bus that entries are announced on"),
  DRIFTWHEEL_TOPIC_PAGE: required("ARN of the SNS topic for what must wake someone"),
  DRIFTWHEEL_TOPIC_NOTIFY: required("ARN of the SNS topic for what people should know"),
  DRIFTWHEEL_TOPIC_INFO: required("ARN of the SNS topic for what need not be read"),
  DRIFTWHEEL_ROLLOUT_FUNCTION: required("the durable function of rollouts, with its version or alias"),
  /** Public base URL of the HTTP API, and the SSM parameter with the key of links; alerts have no links without. */
  DRIFTWHEEL_API_URL: z.optional(z.string()),
  DRIFTWHEEL_LINK_SECRET: z.optional(z.string()),
  /** Must be shorter than the queues' visibility timeout. */
  DRIFTWHEEL_GRACE_SECONDS: z._default(
    z.coerce.number("must be a number of seconds").check(z.gt(0, "must be above 0")),
    45,
  ),
});

/** What a function is told by its environment. */
export interface Settings {
  readonly table: string;
  readonly bus: string;
  readonly topics: { readonly page: string; readonly notify: string; readonly info: string };
  readonly rolloutFunction: string;
  readonly apiUrl: string | null;
  readonly linkSecret: string | null;
  readonly fleet: string | null;
  /** Milliseconds after which an effect that nobody confirmed counts as abandoned. */
  readonly grace: number;
}

/** @throws Error naming every variable that is missing or wrong. */
export function readSettings(variables: Variables): Settings {
  const data = readEnvironment(environment, variables);
  return {
    table: data.DRIFTWHEEL_LEDGER_TABLE,
    bus: data.DRIFTWHEEL_BUS,
    topics: {
      page: data.DRIFTWHEEL_TOPIC_PAGE,
      notify: data.DRIFTWHEEL_TOPIC_NOTIFY,
      info: data.DRIFTWHEEL_TOPIC_INFO,
    },
    rolloutFunction: data.DRIFTWHEEL_ROLLOUT_FUNCTION,
    // A setting that is not made may be an empty variable.
    apiUrl: data.DRIFTWHEEL_API_URL || null,
    linkSecret: data.DRIFTWHEEL_LINK_SECRET || null,
    fleet: data.DRIFTWHEEL_FLEET ?? null,
    grace: data.DRIFTWHEEL_GRACE_SECONDS * 1000,
  };
}
