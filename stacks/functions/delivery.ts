import type { Deploying } from "../deploying.ts";
import { durable } from "./durable.ts";
import type { Shared } from "./function.ts";

const day = 86_400;

/**
 * The durable function of webhooks' deliveries. Its schedule of ten attempts takes four days; a receiver may ask for a
 * day before each. An execution that lives on after this is an alarm.
 */
export function delivery(scope: Deploying, shared: Shared): void {
  durable(scope, "delivery", 11 * day, shared);
}
