import * as z from "zod/mini";

export interface Status<T extends string> {
  /** The API's spelling, or "Unknown". */
  readonly known: T | "Unknown";
  /** The API's spelling, or what the event said: keeps the identities of two unknown statuses apart. */
  readonly name: string;
}

/**
 * A status in any spelling: events say IN_SERVICE where the API says InService. A status that SageMaker adds
 * later is "Unknown", not an error.
 */
export function status<const T extends string>(statuses: readonly T[]) {
  const expected = `a status such as "${statuses[0]}"`;
  const spellings = new Map(statuses.map((one) => [squash(one), one]));
  return z.pipe(
    z.string(expected).check(z.minLength(1, expected)),
    z.transform((raw): Status<T> => {
      const known = spellings.get(squash(raw));
      return { known: known ?? "Unknown", name: known ?? raw };
    }),
  );
}

function squash(value: string): string {
  return value.replace(/[\s_-]/g, "").toLowerCase();
}

export const jobStatus = status(["InProgress", "Completed", "Failed", "Stopping", "Stopped"]);

export const endpointStatus = status([
  "OutOfService",
  "Creating",
  "Updating",
  "SystemUpdating",
  "RollingBack",
  "InService",
  "Deleting",
  "Failed",
  "UpdateRollbackFailed",
]);
