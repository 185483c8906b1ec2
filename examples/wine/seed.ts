import { fileURLToPath } from "node:url";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { deployFirst } from "@driftwheel/example-shared/world/deploy-first.ts";
import { putRepository } from "@driftwheel/example-shared/world/put-repository.ts";
import { capture, names } from "./names.ts";
import { winePipeline } from "./pipeline.ts";
import { history, labelledRows } from "./world.ts";

/** What a team has before Driftwheel comes: wines and scripts in S3, a pipeline, a model that it trained, an endpoint. */
export async function seed({ s3, sagemaker }: Clients, say: (doing: string) => void): Promise<void> {
  say("putting the white wines and the scripts into S3");
  await putRepository(s3, {
    bucket: names.bucket,
    code: fileURLToPath(new URL("code", import.meta.url)),
    scripts: ["wines.py", "baseline.py", "prepare.py", "evaluate.py"],
    objects: {
      "history/white.csv": labelledRows(history().map((wine) => [new Date("2009-06-01T00:00Z"), wine])),
    },
  });
  await deployFirst(
    sagemaker,
    {
      ...names,
      capture,
      definition: JSON.stringify(winePipeline()),
      history: `s3://${names.bucket}/history/`,
    },
    say,
  );
}
