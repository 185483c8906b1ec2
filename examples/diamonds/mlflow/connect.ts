import { randomBytes } from "node:crypto";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { Preparation } from "@driftwheel/example-shared/run/run-locally.ts";
import { parameters } from "../names.ts";
import { startReceiver } from "./receiver.ts";
import type { Registry } from "./registry.ts";

/** Webhooks from MLflow to Driftwheel, and back; secrets are in SSM. */
export async function connectRegistry(registry: Registry, { local, say, onEnd }: Preparation): Promise<void> {
  const secret = randomBytes(24).toString("hex");
  const key = `whsec_${randomBytes(24).toString("base64")}`;
  const receiver = await startReceiver(registry, key, say);
  onEnd(() => receiver.stop());
  const ssm = new SSMClient({
    endpoint: local.url,
    region: local.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const values = [
    [parameters.hookSecret, secret],
    [parameters.receiverUrl, receiver.url],
    [parameters.receiverKey, key],
  ] as const;
  for (const [Name, Value] of values) {
    await ssm.send(new PutParameterCommand({ Name, Value, Type: "SecureString" }));
  }
  ssm.destroy();
  await registry.addWebhook(`${local.apiUrl}/hooks/mlflow`, secret);
}
