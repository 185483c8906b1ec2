import { fileURLToPath } from "node:url";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { deployFirst } from "@driftwheel/example-shared/world/deploy-first.ts";
import { packed } from "@driftwheel/example-shared/world/packed.ts";
import { putRepository } from "@driftwheel/example-shared/world/put-repository.ts";
import { inThirds } from "@driftwheel/example-shared/world/thirds.ts";
import { capture, names } from "./names.ts";
import { diamondsPipeline } from "./pipeline.ts";
import { labelledRows, readStones } from "./stones.ts";

/** What a team has before Driftwheel comes: stones and scripts in S3, a pipeline, a model that it trained, an endpoint. */
export async function seed(
  { s3, sagemaker }: Clients,
  trackingUri: string,
  say: (doing: string) => void,
): Promise<void> {
  say("putting small stones and the scripts into S3");
  const code = fileURLToPath(new URL("code", import.meta.url));
  await putRepository(s3, {
    bucket: names.bucket,
    code,
    scripts: ["stones.py", "inference.py", "evaluate.py", "register.py"],
    objects: {
      "code/sourcedir.tar.gz": await packed(code, ["stones.py", "train.py", "inference.py"]),
      "history/small.csv": labelledRows(inThirds(readStones().small).forLearning),
    },
  });
  await deployFirst(
    sagemaker,
    {
      ...names,
      capture,
      definition: JSON.stringify(diamondsPipeline(trackingUri)),
      history: `s3://${names.bucket}/history/`,
    },
    say,
  );
}
