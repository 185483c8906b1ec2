import type { IdleAccount } from "./account.ts";
import { metricValues } from "./metric-values.ts";
import { idleOperations } from "./operations.ts";

/** What the rest of the account answers; undefined for an operation on what is not of it. */
export function idleAnswer(
  account: IdleAccount,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  process: string,
): unknown {
  if (operation === "GetMetricData") return metricValues(account, input);
  const known = Object.hasOwn(idleOperations, operation) ? idleOperations[operation] : undefined;
  return known?.(account, input, process);
}
