import type { Scope } from "../scope.ts";

/** Namespace of the metrics that are read from the functions' logs. */
export function operations({ stage }: Pick<Scope, "stage">): string {
  return `Driftwheel/Operations/${stage}`;
}
