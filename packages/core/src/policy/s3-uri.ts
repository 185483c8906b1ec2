import * as z from "zod";

const uri = /^s3:\/\/([^/]*)(?:\/(.*))?$/s;
/** Names of general purpose buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** What training sets end with. */
const trainingSet = /\.(csv|tsv|jsonl|parquet)(\.gz)?$/i;
/** What is written beside statistics by Model Monitor and by `driftwheel baseline`, or is no JSON. */
const otherFile =
  /(?:^|\/)(?:constraints|constraint_violations)\.json$|\.(?:tar|zip|pkl|tgz|tar\.gz|ya?ml)$/i;
/** Where SageMaker and people put the files of one day or hour. */
const datedFolder = /(?:^|\/)\d{4}\/\d{2}\/\d{2}(?:\/\d{2})?\/*$/;

/** A folder in S3: `s3://bucket/prefix`, with or without a slash at its end. */
export const s3Folder = z.string().superRefine((text, context) => {
  const fault = folderFault(text);
  if (fault !== null) context.addIssue({ code: "custom", message: fault });
});

/** A folder whose files lie in folders of days and hours, which are no part of it. */
export const s3RootFolder = s3Folder.refine((text) => !datedFolder.test(text), {
  message:
    "is the folder of one day or hour; must be the one above, in which a folder is looked for by each hour",
});

/** The same, and no whole bucket. */
export const s3Prefix = s3RootFolder.refine((text) => !uri.test(text) || (uri.exec(text)?.[2] ?? "") !== "", {
  message: "must be a folder of the bucket, not the whole of it",
});

/** A `statistics.json` in S3. */
export const s3Statistics = z.string().superRefine((text, context) => {
  const [, , key] = uri.exec(text) ?? [];
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  const fault = locationFault(text);
  if (fault !== null) refuse(fault);
  else if (key === undefined || key === "") refuse("must be an S3 object, not the whole of a bucket");
  else if (key.endsWith("/")) refuse("is a folder; must be the statistics.json in it");
  else if (trainingSet.test(key)) {
    refuse("is a training set; must be the statistics.json that `driftwheel baseline` makes of it");
  } else if (otherFile.test(key)) refuse("is another file; must be a statistics.json");
});

function folderFault(text: string): string | null {
  const fault = locationFault(text);
  if (fault !== null) return fault;
  const [, , key = ""] = uri.exec(text) ?? [];
  return /[*?{}]/.test(key) ? "must be a folder without patterns: all below it is read" : null;
}

/** Why a text is no location in S3; null when it is one. */
function locationFault(text: string): string | null {
  const [, bucket] = uri.exec(text) ?? [];
  if (bucket === undefined) return "must be an S3 location, which begins with s3://";
  if (bucket.includes(".amazonaws.com")) {
    return "must have the bucket's name after s3://, not the address at which it is served";
  }
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(bucket);
  if (bucketName.test(bucket) && !bucket.includes("..") && !isAddress) return null;
  return `has no name of a bucket after s3://: that is 3 to 63 lower case letters, digits, hyphens and single dots, and no IP address`;
}
