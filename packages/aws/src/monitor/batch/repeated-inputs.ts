import { listObjects } from "../../s3/objects.ts";
import { s3Location, s3Uri } from "../../s3/s3-location.ts";
import type { TransformedJob } from "./transformed-job.ts";

/** Whether an object was transformed by an earlier job too, by its name in the outputs' folder, without `.out`. */
export type IsRepeated = (name: string) => boolean;

/**
 * Inputs of a job that an earlier one transformed as well: they lay under its prefix before it began, and were not written
 * since. What was deleted meanwhile is not known.
 */
export async function repeatedInputs(
  input: string | null,
  earlier: readonly TransformedJob[],
): Promise<IsRepeated> {
  const before = earlier.flatMap((job) =>
    job.input !== null && job.began !== null ? [{ input: job.input, began: job.began }] : [],
  );
  if (input === null || before.length === 0) return () => false;
  const location = s3Location(input);
  const names = new Set<string>();
  for await (const { key, lastModified } of listObjects(location)) {
    const uri = s3Uri({ bucket: location.bucket, key });
    if (before.some((job) => uri.startsWith(job.input) && lastModified.getTime() < job.began))
      for (const name of endings(key)) names.add(name);
  }
  return (name) => names.has(name);
}

/** An output's folder has the names of inputs below their prefix, wherever that ends. */
function endings(key: string): readonly string[] {
  const parts = key.split("/");
  return parts.map((_, place) => parts.slice(place).join("/"));
}
