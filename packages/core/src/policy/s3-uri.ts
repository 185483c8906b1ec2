import * as z from "zod";

/** Names of general purpose buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const uri = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/(.*))?$/s;
/** What training sets end with. */
const trainingSet = /\.(csv|tsv|jsonl|parquet)(\.gz)?$/i;

/** A folder in S3: `s3://bucket/prefix`, with or without a slash at its end. */
export const s3Folder = z.string().superRefine((text, context) => {
  const fault = folderFault(text);
  if (fault !== null) context.addIssue({ code: "custom", message: fault });
});

/** A folder that is no whole bucket. */
export const s3Prefix = s3Folder.refine((text) => !uri.test(text) || (uri.exec(text)?.[1] ?? "") !== "", {
  message: "must be a folder of the bucket, not the whole of it",
});

/** A `statistics.json` in S3. */
export const s3Statistics = z.string().superRefine((text, context) => {
  const key = uri.exec(text)?.[1];
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  if (key === undefined || key === "") refuse("must be an S3 object");
  else if (key.endsWith("/")) refuse("is a folder; must be the statistics.json in it");
  else if (trainingSet.test(key)) {
    refuse("is a training set; must be the statistics.json that `driftwheel baseline` makes of it");
  }
});

function folderFault(text: string): string | null {
  const found = uri.exec(text);
  if (!found) return "must be an S3 location with the bucket's name in lower case";
  return /[*?{}]/.test(found[1] ?? "") ? "must be a folder without patterns: all below it is read" : null;
}
