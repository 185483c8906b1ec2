import type { Call } from "./call.ts";

/** How the names of operations begin that only read. */
const reading = /^(Describe|List|Get|Filter|Batch(Describe|Get))[A-Z]/;

/** Whether a call may have changed what is kept; where its operation is named in its body only, it may have. */
export function isChange({ request, target, url }: Call): boolean {
  if (/^(GET|HEAD)$/.test(request.method) || url.pathname.endsWith("/invocations")) return false;
  const operation = target?.split(".").at(-1) ?? /\/operation\/(\w+)$/.exec(url.pathname)?.[1];
  return operation === undefined || !reading.test(operation);
}
