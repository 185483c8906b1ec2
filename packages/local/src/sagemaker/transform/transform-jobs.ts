import { join } from "node:path";
import { ByName } from "../by-name.ts";
import { exists } from "../containers/download.ts";
import { closing } from "../containers/run-to-end.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { JobEnd, Shared, StartedJob } from "../context.ts";
import { buildChain } from "../endpoints/build-chain.ts";
import { invalid, jobNameTaken, jobNotRunning } from "../errors.ts";
import { eventDetail, wire } from "../json.ts";
import { isOver, keepJobs } from "../kept-jobs.ts";
import type { Models, Servable } from "../models/models.ts";
import { parse } from "../registry/parse-request.ts";
import { dataProcessing } from "./data-processing.ts";
import { type CreateTransformJob, createTransformJob } from "./request.ts";
import { runTransformJob } from "./run-transform-job.ts";
import {
  describeTransformJob,
  type TransformJob,
  type TransformStatus,
  transformJobDetail,
} from "./transform-job.ts";

/** All transform jobs of the account: models that answer the files of a prefix, and are ended then. */
export class TransformJobs {
  private readonly byName: ByName<TransformJob>;
  private readonly shared: Shared;
  private readonly models: Models;

  constructor(shared: Shared, models: Models) {
    this.shared = shared;
    this.models = models;
    this.byName = new ByName(
      keepJobs(shared, {
        collection: "sagemaker/transform-jobs",
        jobs: () => this.byName,
        fail: (job, now) => {
          job.endTime = now;
          this.move(job, "Failed");
        },
      }),
    );
  }

  async start(input: Readonly<Record<string, unknown>>): Promise<StartedJob> {
    const request = parse(createTransformJob, input);
    const arn = this.shared.arn("transform-job", request.TransformJobName.toLowerCase());
    const { servable } = this.models.find(request.ModelName);
    const processing = dataProcessing(request);
    await this.check(request);
    if (this.byName.has(request.TransformJobName)) throw jobNameTaken("Transform", arn);
    const directory = join(this.shared.world.directory, "transform", request.TransformJobName);
    const chain = buildChain(this.shared, withEnvironment(servable, request), {
      root: join(directory, "model"),
      logGroup: "/aws/sagemaker/TransformJobs",
      logStream: `${request.TransformJobName}/i-1`,
    });
    const job = newJob(request, arn, this.shared.now());
    this.byName.set(job.name, job);
    this.shared.tags.add(arn, request.Tags ?? []);
    job.startTime = this.shared.now();
    this.move(job, "InProgress");
    const { world } = this.shared;
    const tell = (line: string) =>
      world.logs.write("/aws/sagemaker/TransformJobs", `${job.name}/i-1/data-log`, line);
    const ran = runTransformJob({ job, chain, processing, world, directory, tell });
    job.ended = ran.then((failure) => this.end(job, failure));
    return { arn, ended: job.ended, stop: () => this.stop(job) };
  }

  find(name: string): TransformJob {
    const job = this.byName.get(name);
    // Wording: https://github.com/getmoto/moto/blob/master/moto/sagemaker/models.py
    if (!job) {
      throw invalid(
        `Could not find transform job '${this.shared.arn("transform-job", name.toLowerCase())}'.`,
      );
    }
    return job;
  }

  all(): Iterable<TransformJob> {
    return this.byName.values();
  }

  /** Stops a job that runs; one that is stopping already goes on stopping. */
  private stop(job: TransformJob): void {
    if (job.status !== "InProgress") return;
    this.move(job, "Stopping");
    job.stop.abort();
  }

  /** As StopTransformJob: refuses when the job has ended. */
  stopByName(name: string): void {
    const job = this.find(name);
    if (isOver(job.status)) throw jobNotRunning("transform", job.status);
    this.stop(job);
  }

  async close(): Promise<void> {
    for (const job of this.byName.values()) job.stop.abort(closing);
    await Promise.all([...this.byName.values()].map(({ ended }) => ended));
  }

  private async check({
    TransformInput,
    TransformOutput,
    DataCaptureConfig,
  }: CreateTransformJob): Promise<void> {
    s3Location(TransformOutput.S3OutputPath);
    if (DataCaptureConfig) s3Location(DataCaptureConfig.DestinationS3Uri);
    const { SplitType } = TransformInput;
    if (SplitType === "RecordIO" || SplitType === "TFRecord") {
      throw invalid(`SplitType ${SplitType} is not implemented by this local SageMaker; None and Line are.`);
    }
    const source = TransformInput.DataSource.S3DataSource;
    if (source.S3DataType !== "S3Prefix" && source.S3DataType !== "ManifestFile") {
      throw invalid(
        `S3DataType ${source.S3DataType} is not implemented by this local SageMaker; S3Prefix and ManifestFile are.`,
      );
    }
    if (await exists(this.shared.world.objects, source)) return;
    throw invalid(`No S3 objects found under S3 URL "${source.S3Uri}" given in input data source.`);
  }

  private end(job: TransformJob, failure: string | null): JobEnd {
    const status = job.stop.signal.aborted ? "Stopped" : failure === null ? "Completed" : "Failed";
    if (status === "Failed") job.failureReason = failure;
    job.endTime = this.shared.now();
    this.move(job, status);
    return { status, failureReason: job.failureReason, description: wire(describeTransformJob(job)) };
  }

  private move(job: TransformJob, status: TransformStatus): void {
    const now = this.shared.now();
    job.status = status;
    job.lastModifiedTime = now;
    this.shared.emit(
      "SageMaker Transform Job State Change",
      [job.arn],
      eventDetail(transformJobDetail(job, this.shared.tags)),
      now,
    );
  }
}

/** What the platform tells a container of a transform job: https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-batch-code.html */
function withEnvironment(servable: Servable, request: CreateTransformJob): Servable {
  const batch = {
    SAGEMAKER_BATCH: "true",
    SAGEMAKER_MAX_PAYLOAD_IN_MB: String(request.MaxPayloadInMB ?? 6),
    SAGEMAKER_BATCH_STRATEGY: request.BatchStrategy === "SingleRecord" ? "SINGLE_RECORD" : "MULTI_RECORD",
    SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: String(request.MaxConcurrentTransforms || 1),
  };
  const containers = servable.containers.map((container) => ({
    ...container,
    environment: { ...batch, ...container.environment, ...request.Environment },
  }));
  return { ...servable, containers };
}

function newJob(request: CreateTransformJob, arn: string, now: Date): TransformJob {
  return {
    name: request.TransformJobName,
    arn,
    request,
    creationTime: now,
    status: "InProgress",
    lastModifiedTime: now,
    startTime: null,
    endTime: null,
    failureReason: null,
    stop: new AbortController(),
    ended: new Promise(() => {}),
  };
}
