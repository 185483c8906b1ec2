import { sizes } from "@driftwheel/stacks/functions/sizes.ts";
import { cost } from "@driftwheel/stacks/plan/price.ts";
import { type PriceName, unitPrices } from "@driftwheel/stacks/plan/unit-prices.ts";
import type { FunctionName } from "@driftwheel/stacks/routes.ts";
import type { Calls } from "./invocation.ts";
import type { Invoked } from "./mortal-workers.ts";

/** What a run of the schedule took. */
export interface Run {
  readonly calls: Calls;
  readonly invoked: ReadonlyMap<string, Invoked>;
  /** Seconds of an invocation by itself, by the function. */
  readonly seconds: Readonly<Record<string, number>>;
}

const hoursPerMonth = 730;
/** `stacks/routes.ts`: every five minutes. */
const runsPerHour = 12;

/**
 * Dollars a month for what a fleet's windows of an hour take: one run that judges them, and eleven that find them judged.
 * The prices are those of the plan, with their sources and days in `stacks/plan/unit-prices.ts`. What a deployment costs
 * without models is not in it (empty polls of queues, alarms), nor are its logs.
 */
export function monthlyPrice(judging: Run, finding: Run): number {
  return hoursPerMonth * (dollarsOf(judging) + (runsPerHour - 1) * dollarsOf(finding));
}

function dollarsOf({ calls: { made, writeUnits, readUnits }, invoked, seconds }: Run): number {
  const count = (pattern: RegExp) =>
    Object.entries(made).reduce((sum, [name, times]) => (pattern.test(name) ? sum + times : sum), 0);
  const all = [...invoked];
  const messages = all.reduce((sum, [, done]) => sum + done.messages, 0);
  const gigabyteSeconds = all.reduce((sum, [name, { invocations }]) => {
    // The names are those of the project's functions.
    const { memory } = sizes[name as FunctionName];
    return sum + (invocations * (seconds[name] ?? 0) * memory) / 1024;
  }, 0);
  const used: Partial<Record<PriceName, number>> = {
    lambdaRequests: all.reduce((sum, [, { invocations }]) => sum + invocations, 0),
    lambdaArm: gigabyteSeconds,
    // Each message is received and deleted; those of tasks were sent by calls, those of events by EventBridge.
    sqsRequests: count(/^SQS /) + 2 * messages + (invoked.get("drift")?.messages ?? 0),
    customEvents: count(/^EventBridge PutEvents$/),
    s3Writes: count(/^S3 (Put|List)/),
    s3Reads: count(/^S3 (Get|Head)/),
    ledgerWrites: writeUnits,
    ledgerReads: readUnits,
  };
  return Object.entries(used).reduce(
    // The keys are those of the table of prices.
    (sum, [name, quantity]) => sum + cost(unitPrices[name as PriceName], quantity),
    0,
  );
}
