import { join } from "node:path";
import { CreateModelPackageGroupCommand } from "@aws-sdk/client-sagemaker";
import { connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { startLocal } from "@driftwheel/local/server.ts";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import { names } from "../names.ts";
import { runOnServer } from "./on-server.ts";

it("does not begin where it was before, and says what to do", async () => {
  const region = "us-east-1";
  const local = await startLocal({ region });
  const clients = connect({ url: local.url, region });
  await clients.sagemaker.send(
    new CreateModelPackageGroupCommand({ ModelPackageGroupName: names.packageGroup }),
  );
  const failure = await runOnServer({
    url: local.url,
    region,
    fleet: join(import.meta.dirname, "../../../driftwheel.config.ts"),
    drift: true,
    progress: { say() {}, entry() {}, status() {}, summary() {}, end() {} },
    ledgerFile: join(temporaryFolder(), "ledger.jsonl"),
  });
  disconnect(clients);
  await local.close();

  expect(failure).toBe(
    `The example was at ${local.url} before, and begins on an empty one: end npm run local with Ctrl-C, and start it anew.`,
  );
});
