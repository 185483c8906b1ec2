import { readFile, rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { gunzipSync } from "node:zlib";
import type { World } from "../../world.ts";
import { download, located, MissingInput } from "../containers/download.ts";
import { keyBelow, s3Location } from "../containers/s3-location.ts";
import { filesIn } from "../containers/upload.ts";
import type { ServingChain } from "../endpoints/serving-chain.ts";
import { type ModelAnswer, ModelConnections } from "../runtime/model-connections.ts";
import { captureBatch } from "./batch-capture.ts";
import type { DataProcessing } from "./data-processing.ts";
import { NoPlaceForIds, withInferenceIds } from "./inference-ids.ts";
import { NothingThere } from "./json-path.ts";
import { assembled, batches } from "./records.ts";
import type { TransformJob } from "./transform-job.ts";

export interface TransformRun {
  readonly job: TransformJob;
  readonly chain: ServingChain;
  readonly processing: DataProcessing;
  readonly world: World;
  /** A folder of this job's own. */
  readonly directory: string;
  /** A line for the job's log. */
  readonly tell: (line: string) => void;
}

/** What ends a job as failed, with the reason that the service would show. */
class TransformFailed extends Error {
  override readonly name = "TransformFailed";
}

const defaultTimeout = 600;
const defaultRetries = 3;
const seeLogs = "AlgorithmError: See job logs for more information";

/** Answers the reason of a failure, or null. Never rejects; a job that is stopped ends early. */
export async function runTransformJob(run: TransformRun): Promise<string | null> {
  const { request, stop } = run.job;
  const seconds = request.ModelClientConfig?.InvocationsTimeoutInSeconds ?? defaultTimeout;
  const connections = new ModelConnections(seconds * 1000);
  const end = () => void run.chain.end(0);
  stop.signal.addEventListener("abort", end, { once: true });
  try {
    const unhealthy = await run.chain.start();
    if (unhealthy !== null) {
      run.tell(unhealthy);
      throw new TransformFailed(`AlgorithmError: The model did not become healthy. ${unhealthy}`.trim());
    }
    await transformFiles(run, connections);
    return null;
  } catch (error) {
    if (error instanceof TransformFailed) return error.message;
    if (error instanceof NoPlaceForIds) return `ClientError: ${error.message}`;
    if (error instanceof MissingInput) return `ClientError: ${error.message}`;
    return `InternalServerError: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    connections.close();
    await run.chain.end(0);
    await rm(run.directory, { recursive: true, force: true });
  }
}

async function transformFiles(run: TransformRun, connections: ModelConnections): Promise<void> {
  const { job, world, directory } = run;
  const { TransformInput, TransformOutput } = job.request;
  const folder = join(directory, "input");
  await download(world.objects, TransformInput.DataSource.S3DataSource, folder);
  const target = s3Location(TransformOutput.S3OutputPath);
  const outputs: string[] = [];
  for (const path of await filesIn(folder)) {
    if (job.stop.signal.aborted) return;
    const name = relative(folder, path).split(sep).join("/");
    const answer = await transformFile(run, connections, {
      name,
      content: contentOf(await readFile(path), run),
    });
    // Of a file that was not answered to its end nothing is written.
    if (job.stop.signal.aborted) return;
    await world.objects.put(target.bucket, keyBelow(target, `${name}.out`), withIds(answer, run));
    outputs.push(`${name}.out`);
  }
  const { DataCaptureConfig: capture } = job.request;
  if (!capture) return;
  await captureBatch(world.objects, capture.DestinationS3Uri, {
    started: job.startTime ?? job.creationTime,
    input: await located(world.objects, TransformInput.DataSource.S3DataSource),
    output: { prefix: `s3://${target.bucket}/${keyBelow(target, "")}`, names: outputs },
  });
}

function withIds(answer: Buffer, { job }: TransformRun): Buffer {
  const wants = job.request.DataCaptureConfig?.GenerateInferenceId === true;
  return wants ? withInferenceIds(answer, job.startTime ?? job.creationTime) : answer;
}

function contentOf(file: Buffer, { job }: TransformRun): Buffer {
  return job.request.TransformInput.CompressionType === "Gzip" ? gunzipSync(file) : file;
}

async function transformFile(
  run: TransformRun,
  connections: ModelConnections,
  { name, content }: { readonly name: string; readonly content: Buffer },
): Promise<Buffer> {
  const { request } = run.job;
  const atOnce = request.MaxConcurrentTransforms || 1;
  const all = batches(content, request);
  const answers: Buffer[] = [];
  for (let start = 0; start < all.length && !run.job.stop.signal.aborted; start += atOnce) {
    const group = all.slice(start, start + atOnce);
    answers.push(...(await Promise.all(group.map((records) => answerTo(run, connections, name, records)))));
  }
  return assembled(answers, request);
}

async function answerTo(
  run: TransformRun,
  connections: ModelConnections,
  name: string,
  records: readonly Buffer[],
): Promise<Buffer> {
  try {
    const answer = await ask(run, connections, run.processing.input(records));
    if (answer.status >= 200 && answer.status < 300) return run.processing.output(records, answer.body);
    run.tell(`${name}: Bad HTTP status received from algorithm: ${answer.status}`);
    run.tell(`${name}: ${answer.body.toString().slice(0, 1_000)}`);
    throw new TransformFailed(seeLogs);
  } catch (error) {
    if (!(error instanceof NothingThere)) throw error;
    run.tell(`${name}: ${error.message}`);
    throw new TransformFailed(`ClientError: ${error.message}`);
  }
}

/** Failures of the model's, not those that the caller is told to be at fault for, are tried again. */
async function ask(run: TransformRun, connections: ModelConnections, body: Buffer): Promise<ModelAnswer> {
  const { TransformInput, TransformOutput, ModelClientConfig } = run.job.request;
  const headers = {
    ...(TransformInput.ContentType === undefined ? {} : { "content-type": TransformInput.ContentType }),
    ...(TransformOutput.Accept === undefined ? {} : { accept: TransformOutput.Accept }),
  };
  const retries = ModelClientConfig?.InvocationsMaxRetries ?? defaultRetries;
  for (let attempt = 0; ; attempt++) {
    const answer = await askOnce(run, connections, headers, body);
    if (answer.status < 500 || attempt >= retries || run.job.stop.signal.aborted) return answer;
  }
}

async function askOnce(
  { chain }: TransformRun,
  connections: ModelConnections,
  headers: Record<string, string>,
  body: Buffer,
): Promise<ModelAnswer> {
  try {
    const { ports } = chain;
    if (ports !== null) return await connections.inTurn(ports, headers, body);
  } catch (error) {
    return silence(error instanceof Error ? error.message : String(error));
  }
  return silence("The model does not run.");
}

function silence(reason: string): ModelAnswer {
  return { status: 500, contentType: null, customAttributes: null, body: Buffer.from(reason) };
}
