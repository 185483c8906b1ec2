import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateTransformJobCommand, DescribeTransformJobCommand } from "@aws-sdk/client-sagemaker";
import { s3 } from "@driftwheel/aws/clients/s3.ts";
import { sageMaker } from "@driftwheel/aws/clients/sagemaker.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { findRoute } from "@driftwheel/aws/routing/found-route.ts";
import { readModelRoute } from "@driftwheel/core/routing/model-route.ts";
import { rowOf } from "../image/features.ts";
import { names, places } from "../names.ts";
import type { WeatherDay } from "../world/weather.ts";
import { batchPlaces, jobsName, routeParameter } from "./names.ts";

/** An answer, and the model that gave it. */
interface Answer {
  readonly variant: string;
  readonly predicted: number;
}

interface Waiting {
  readonly asked: WeatherDay;
  readonly answer: PromiseWithResolvers<Answer>;
}

const pollMilliseconds = 200;
/** Rows are gathered for so long before a job begins. */
const gatherMilliseconds = 3_000;

/**
 * What a team does night by night: writes the rows that came, has the model that the route names transform them, and reads the
 * answers; then how cold it was becomes known, under the answers' inference ids. One job after the other.
 */
export class NightlyJobs {
  #waiting: Waiting[] = [];
  #jobs = 0;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  start(): void {
    this.#running = this.#run();
  }

  ask(asked: WeatherDay): Promise<Answer> {
    const answer = Promise.withResolvers<Answer>();
    this.#waiting.push({ asked, answer });
    return answer.promise;
  }

  /** Ends when every row that waits is answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped || this.#waiting.length > 0) {
      await sleep(this.#stopped ? 0 : gatherMilliseconds);
      const rows = this.#waiting.splice(0);
      if (rows.length === 0) continue;
      try {
        const answers = await this.#transform(rows.map(({ asked }) => asked));
        for (const [index, { answer }] of rows.entries()) {
          const found = answers[index];
          if (found) answer.resolve(found);
          else answer.reject(new Error(`row ${index + 1} has no answer`));
        }
      } catch (error) {
        for (const { answer } of rows) answer.reject(error);
      }
    }
  }

  async #transform(days: readonly WeatherDay[]): Promise<readonly Answer[]> {
    this.#jobs += 1;
    const name = `${jobsName}-${String(this.#jobs).padStart(4, "0")}`;
    const { value } = await findRoute(routeParameter);
    const read = readModelRoute(value ?? "");
    if (!read.ok) throw new Error(`${routeParameter} ${read.reason}`);
    const { model } = read.route.champion;
    await put(
      `${batchPlaces.inputs}/${name}/rows.csv`,
      days.map(({ day }) => rowOf(day).join(",")).join("\n"),
    );
    await sageMaker().send(
      new CreateTransformJobCommand({
        TransformJobName: name,
        ModelName: model,
        TransformInput: {
          DataSource: {
            S3DataSource: { S3DataType: "S3Prefix", S3Uri: `${batchPlaces.inputs}/${name}/` },
          },
          ContentType: "text/csv",
          SplitType: "Line",
        },
        TransformOutput: {
          S3OutputPath: `${batchPlaces.outputs}/${name}`,
          Accept: "text/csv",
          AssembleWith: "Line",
        },
        BatchStrategy: "MultiRecord",
        DataCaptureConfig: { DestinationS3Uri: places.capture, GenerateInferenceId: true },
        TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
      }),
    );
    await ended(name);
    const lines = (await get(`${batchPlaces.outputs}/${name}/rows.csv.out`)).trim().split("\n");
    const answers = lines.map((line) => line.split(","));
    const labels = answers.map(([, id], index) =>
      JSON.stringify({
        groundTruthData: { data: String(days[index]?.tempMin), encoding: "CSV" },
        eventMetadata: { eventId: id?.trim() },
        eventVersion: "0",
      }),
    );
    await put(`${batchPlaces.groundTruth}/${hourFolder(new Date())}/${name}.jsonl`, labels.join("\n"));
    return answers.map(([predicted]) => ({ variant: model, predicted: Number(predicted) }));
  }
}

async function ended(name: string): Promise<void> {
  for (;;) {
    const { TransformJobStatus, FailureReason } = await sageMaker().send(
      new DescribeTransformJobCommand({ TransformJobName: name }),
    );
    if (TransformJobStatus === "Completed") return;
    if (TransformJobStatus === "Failed" || TransformJobStatus === "Stopped")
      throw new Error(`transform job ${name} is ${TransformJobStatus}: ${FailureReason}`);
    await sleep(pollMilliseconds);
  }
}

function keyOf(uri: string) {
  return { Bucket: names.bucket, Key: uri.slice(`s3://${names.bucket}/`.length) };
}

async function put(uri: string, Body: string): Promise<void> {
  await s3().send(new PutObjectCommand({ ...keyOf(uri), Body }));
}

async function get(uri: string): Promise<string> {
  const { Body } = await s3().send(new GetObjectCommand(keyOf(uri)));
  return (await Body?.transformToString()) ?? "";
}
