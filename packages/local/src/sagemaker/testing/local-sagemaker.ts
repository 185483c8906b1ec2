import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DescribeEndpointOutput, SageMaker } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntime } from "@aws-sdk/client-sagemaker-runtime";
import { longestWait } from "../../../../../test/runner/longest-wait.ts";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import type { EventEnvelope } from "../../events/envelope.ts";
import { type LocalOptions, type LocalServer, startLocal } from "../../server.ts";
import { pack } from "../containers/archive.ts";
import { imageName, role, tinyImage } from "./images.ts";

export interface LocalSageMaker {
  readonly server: LocalServer;
  readonly sagemaker: SageMaker;
  readonly runtime: SageMakerRuntime;
  /** Every event of SageMaker that has arrived, in order. */
  readonly events: readonly EventEnvelope[];
  /** Makes a model that answers with this mean; its name is `model-<mean>`. */
  createModel(mean: number, environment?: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

/** A server with the tiny image, its clients, and events that arrive once and in order. */
export async function localSageMaker(options: LocalOptions = {}): Promise<LocalSageMaker> {
  const delivery = { repeatRate: 0, maximumDelay: 0 };
  const server = await startLocal({ images: tinyImage(), delivery, ...options });
  const client = {
    endpoint: server.url,
    region: server.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  };
  const sagemaker = new SageMaker(client);
  const runtime = new SageMakerRuntime(client);
  const events: EventEnvelope[] = [];
  server.world.buses.observe((_bus, event) => {
    if (event.source === "aws.sagemaker") events.push(event);
  });
  return {
    server,
    sagemaker,
    runtime,
    events,
    async createModel(mean, environment = {}) {
      const name = `model-${mean}`;
      await server.world.objects.put("models", `${name}.tar.gz`, await packedModel(mean));
      await sagemaker.createModel({
        ModelName: name,
        ExecutionRoleArn: role,
        PrimaryContainer: {
          Image: imageName,
          ModelDataUrl: `s3://models/${name}.tar.gz`,
          Environment: environment,
        },
      });
      return name;
    },
    async close() {
      sagemaker.destroy();
      runtime.destroy();
      await server.close();
    },
  };
}

/** The archive of a model that answers with this mean; one of null cannot be loaded. */
export async function packedModel(mean: number | null): Promise<Uint8Array> {
  const parent = temporaryFolder();
  writeFileSync(join(parent, "model.json"), JSON.stringify({ mean }));
  return await pack(parent);
}

/** Asks again until the answer is as wanted; throws with the last answer after `longestWait`. */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  wanted: (answer: Answer) => boolean,
): Promise<Answer> {
  for (const deadline = Date.now() + longestWait; ; await sleep(20)) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Still ${JSON.stringify(answer)}`);
  }
}

export async function settled({ sagemaker }: LocalSageMaker, name: string): Promise<DescribeEndpointOutput> {
  const passing = ["Creating", "Updating", "RollingBack", "Deleting"];
  return await until(
    () => sagemaker.describeEndpoint({ EndpointName: name }),
    ({ EndpointStatus }) => !passing.includes(EndpointStatus ?? ""),
  );
}
