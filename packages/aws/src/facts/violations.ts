import { parseViolations } from "@driftwheel/core/monitor/reports/constraint-violations.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import type { Question, Violation, ViolationsFact } from "@driftwheel/core/vocabulary/fact.ts";
import { readObject } from "../s3/objects.ts";
import { type S3Location, s3Uri } from "../s3/s3-location.ts";

/** The violations of a `constraint_violations.json`. */
export async function findViolations({
  bucket,
  key,
}: Extract<Question, { ask: "violations" }>): Promise<ViolationsFact> {
  const violations = await readViolations({ bucket, key });
  if (!violations) throw new BadInput(`${s3Uri({ bucket, key })} does not exist.`);
  return { violations };
}

/**
 * Null when there is no such file.
 *
 * @throws BadInput saying what is wrong with a file that is too large, empty, truncated, or something else.
 */
export async function readViolations(location: S3Location): Promise<readonly Violation[] | null> {
  const text = await readObject(location);
  if (text === null) return null;
  const parsed = parseViolations(text);
  if (!parsed.ok) throw new BadInput(`${s3Uri(location)}: ${parsed.reason}`);
  return parsed.violations;
}
