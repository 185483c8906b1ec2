import { fileURLToPath } from "node:url";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { deployFirst } from "@driftwheel/example-shared/world/deploy-first.ts";
import { packed } from "@driftwheel/example-shared/world/packed.ts";
import { putRepository } from "@driftwheel/example-shared/world/put-repository.ts";
import { capture, names } from "./names.ts";
import { history, labelledRows } from "./world.ts";

const scripts = ["rides.py", "prepare.py", "train.py", "inference.py", "evaluate.py"];

/** What a team has before Driftwheel comes: data and scripts in S3, a pipeline, a model that it trained, an endpoint. */
export async function seed(
  { s3, sagemaker }: Clients,
  define: () => Promise<string>,
  say: (doing: string) => void,
): Promise<void> {
  say("putting the winter's hours and the scripts into S3");
  const code = fileURLToPath(new URL("code", import.meta.url));
  await putRepository(s3, {
    bucket: names.bucket,
    code,
    scripts,
    objects: {
      "code/sourcedir.tar.gz": await packed(code, scripts),
      "history/winter.csv": labelledRows(history().map((hour) => [new Date(`${hour.date}T00:00Z`), hour])),
    },
  });
  await deployFirst(
    sagemaker,
    { ...names, capture, definition: await define(), history: `s3://${names.bucket}/history/` },
    say,
  );
}
