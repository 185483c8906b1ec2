import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

const bin = fileURLToPath(new URL("../../../packages/local/bin/local.mjs", import.meta.url));
const fleet = fileURLToPath(new URL("fleet.ts", import.meta.url));
const region = "us-east-1";

/** As `npm run local` starts it, with endpoints that echo, each a process of its own. */
export async function startSmallAws(models: readonly string[]) {
  const words = [bin, "--fleet", fleet, "--images", "any", "--port", "0", "--api-port", "0", "--every", "1h"];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const url = await readyAt(child);
    for (const model of models) await serve(url, model);
    // Where predictions are logged.
    await fetch(`${url}/bench`, { method: "PUT" });
    return { url, stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}

async function readyAt(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The small AWS has no standard output.");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^ready (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("The small AWS ended before it was ready.");
}

/** An endpoint without a server, and the route that leads to it. */
async function serve(url: string, model: string): Promise<void> {
  const place = { endpoint: url, region, credentials: { accessKeyId: "bench", secretAccessKey: "bench" } };
  const sagemaker = new SageMakerClient(place);
  const ssm = new SSMClient(place);
  const variant = {
    VariantName: "AllTraffic",
    ModelName: model,
    ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
  };
  const Image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/bench:1";
  const ExecutionRoleArn = "arn:aws:iam::111122223333:role/service-role/bench";
  await sagemaker.send(
    new CreateModelCommand({ ModelName: model, PrimaryContainer: { Image }, ExecutionRoleArn }),
  );
  await sagemaker.send(
    new CreateEndpointConfigCommand({ EndpointConfigName: model, ProductionVariants: [variant] }),
  );
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: model, EndpointConfigName: model }));
  const described = new DescribeEndpointCommand({ EndpointName: model });
  while ((await sagemaker.send(described)).EndpointStatus !== "InService") await setTimeout(50);
  const Value = JSON.stringify({ model, champion: { endpoint: model, weight: 100 } });
  await ssm.send(new PutParameterCommand({ Name: `/${model}/route`, Value, Type: "String" }));
  sagemaker.destroy();
  ssm.destroy();
}
