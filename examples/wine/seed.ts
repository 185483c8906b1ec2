import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { deployFirst } from "@driftwheel/example-shared/world/deploy-first.ts";
import { capture, names } from "./names.ts";
import { winePipeline } from "./pipeline.ts";
import { history, labelledRows } from "./world.ts";

const scripts = ["wines.py", "baseline.py", "prepare.py", "evaluate.py"];

/** What a team has before Driftwheel comes: wines and scripts in S3, a pipeline, a model that it trained, an endpoint. */
export async function seed(clients: Clients, say: (doing: string) => void): Promise<void> {
  say("putting the white wines and the scripts into S3");
  await clients.s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
  const put = (key: string, body: string | Buffer) =>
    clients.s3.send(new PutObjectCommand({ Bucket: names.bucket, Key: key, Body: body }));
  const code = fileURLToPath(new URL("code", import.meta.url));
  for (const script of scripts) await put(`code/processing/${script}`, readFileSync(`${code}/${script}`));
  await put(
    "history/white.csv",
    labelledRows(history().map((wine) => [new Date("2009-06-01T00:00Z"), wine])),
  );
  await put("no-champion/README", "Where the first run of the pipeline finds no champion.\n");
  await deployFirst(
    clients.sagemaker,
    {
      ...names,
      capture,
      definition: JSON.stringify(winePipeline()),
      history: `s3://${names.bucket}/history/`,
    },
    say,
  );
}
