import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

export interface RepositoryFiles {
  readonly bucket: string;
  /** Absolute path of the folder of the scripts that processing jobs run, and their names. */
  readonly code: string;
  readonly scripts: readonly string[];
  /** Other objects, by their keys. */
  readonly objects: Readonly<Record<string, string | Buffer>>;
}

/** What a team's repository puts into its new bucket: scripts under `code/processing/`, no champion yet, and its data. */
export async function putRepository(
  s3: S3Client,
  { bucket, code, scripts, objects }: RepositoryFiles,
): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const all = {
    ...Object.fromEntries(
      scripts.map((script) => [`code/processing/${script}`, readFileSync(join(code, script))]),
    ),
    "no-champion/README": "Where the first run of the pipeline finds no champion.\n",
    ...objects,
  };
  for (const [Key, Body] of Object.entries(all)) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  }
}
