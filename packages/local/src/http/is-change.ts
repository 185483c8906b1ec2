import type { Call } from "./call.ts";

/** How the names of operations begin that only read. */
const reading = /^(Describe|List|Get|Filter|Batch(Describe|Get))[A-Z]/;

/** What concerns items of tables, which are no part of the state: dynalite keeps them by itself. */
const ofItems = /^DynamoDB_\w+\.(\w+Items?|Query|Scan)$/;

/** Whether a call may have changed what is kept; where its operation is named in its body only, it may have. */
export function isChange({ method, target, path }: Pick<Call, "method" | "target" | "path">): boolean {
  if (/^(GET|HEAD)$/.test(method) || path.endsWith("/invocations")) return false;
  if (target !== null && ofItems.test(target)) return false;
  const operation = target?.split(".").at(-1) ?? /\/operation\/(\w+)$/.exec(path)?.[1];
  return operation === undefined || !reading.test(operation);
}
