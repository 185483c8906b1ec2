import type { BatchPolicy } from "./batch.ts";

/** Whether a transform job is one of the model's own, by its name. */
export function isJobOf({ jobs }: Pick<BatchPolicy, "jobs">, name: string): boolean {
  return name === jobs || name.startsWith(`${jobs}-`);
}
