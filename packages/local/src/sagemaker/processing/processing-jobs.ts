import { join } from "node:path";
import type { LocalImage } from "../../world.ts";
import { ByName } from "../by-name.ts";
import { closing } from "../containers/run-to-end.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { JobEnd, Shared, StartedJob } from "../context.ts";
import { imageNotFound, invalid, jobNameTaken, jobNotRunning, processingJobNotFound } from "../errors.ts";
import { eventDetail, wire } from "../json.ts";
import { keepJobs } from "../kept-jobs.ts";
import { parse } from "../registry/parse-request.ts";
import { describeProcessingJob, processingJobDetail } from "./describe.ts";
import { localPath, type ProcessingFolders, processingFolders } from "./folders.ts";
import type { ProcessingJob, ProcessingStatus } from "./processing-job.ts";
import { type CreateProcessingJob, createProcessingJob } from "./request.ts";
import { runProcessingJob } from "./run-processing-job.ts";

/** All processing jobs of the account. Names are never free again, as in the service. */
export class ProcessingJobs {
  private readonly byName: ByName<ProcessingJob>;
  private readonly shared: Shared;

  constructor(shared: Shared) {
    this.shared = shared;
    this.byName = new ByName(
      keepJobs(shared, {
        collection: "sagemaker/processing-jobs",
        jobs: () => this.byName,
        fail: (job, now) => {
          job.processingEndTime = now;
          this.move(job, "Failed");
        },
      }),
    );
  }

  async start(
    input: Readonly<Record<string, unknown>>,
    partOf: Pick<ProcessingJob, "autoMLJobArn"> = {},
  ): Promise<StartedJob> {
    const request = parse(createProcessingJob, input);
    const arn = this.shared.arn("processing-job", request.ProcessingJobName.toLowerCase());
    if (this.byName.has(request.ProcessingJobName)) throw jobNameTaken("Processing", arn);
    const image = this.imageOf(request);
    const folders = processingFolders(
      join(this.shared.world.directory, "processing", request.ProcessingJobName),
    );
    checkPlaces(request, folders);
    const job = { ...newJob(request, arn, this.shared.now()), ...partOf };
    this.byName.set(job.name, job);
    this.shared.tags.add(arn, request.Tags ?? []);
    this.move(job, "InProgress");
    job.ended = this.run(job, image, folders);
    return { arn, ended: job.ended, stop: () => this.stop(job) };
  }

  find(name: string): ProcessingJob {
    const job = this.byName.get(name);
    if (!job) throw processingJobNotFound(name);
    return job;
  }

  all(): Iterable<ProcessingJob> {
    return this.byName.values();
  }

  /** Stops a job that runs; one that is stopping already goes on stopping. */
  stop(job: ProcessingJob): void {
    if (job.status !== "InProgress") return;
    this.move(job, "Stopping");
    job.stop.abort();
  }

  /** As StopProcessingJob: refuses when the job has ended. */
  stopByName(name: string): void {
    const job = this.find(name);
    if (job.status !== "InProgress" && job.status !== "Stopping")
      throw jobNotRunning("processing", job.status);
    this.stop(job);
  }

  async close(): Promise<void> {
    for (const job of this.byName.values()) job.stop.abort(closing);
    await Promise.all([...this.byName.values()].map(({ ended }) => ended));
  }

  private imageOf({ AppSpecification: app }: CreateProcessingJob): LocalImage {
    const image = this.shared.world.images.find(app.ImageUri);
    if (!image) throw imageNotFound(app.ImageUri);
    if (!app.ContainerEntrypoint && !image.process && !image.placeholder) {
      throw invalid(
        `Processing jobs on Driftwheel's local SageMaker must name a ContainerEntrypoint: the image ${app.ImageUri} has none of its own.`,
      );
    }
    return image;
  }

  private async run(job: ProcessingJob, image: LocalImage, folders: ProcessingFolders): Promise<JobEnd> {
    const { world, settings } = this.shared;
    await runProcessingJob({
      job,
      image,
      world,
      logStream: `${job.name}/algo-1-${Math.floor(job.creationTime.getTime() / 1000)}`,
      folders,
      grace: settings.stopGrace,
      now: () => this.shared.now(),
      move: (status) => this.move(job, status),
    });
    return {
      status: job.status === "Completed" || job.status === "Failed" ? job.status : "Stopped",
      failureReason: job.failureReason,
      description: wire(describeProcessingJob(job)),
    };
  }

  private move(job: ProcessingJob, status: ProcessingStatus): void {
    const now = this.shared.now();
    job.status = status;
    job.lastModifiedTime = now;
    this.shared.emit(
      "SageMaker Processing Job State Change",
      [job.arn],
      eventDetail(processingJobDetail(job, this.shared.tags)),
      now,
    );
  }
}

/** Refuses paths that have no place on this machine before anything runs. */
function checkPlaces(request: CreateProcessingJob, folders: ProcessingFolders): void {
  const places = [
    ...(request.ProcessingInputs ?? []).map(({ S3Input }) => S3Input),
    ...(request.ProcessingOutputConfig?.Outputs ?? []).map(({ S3Output }) => S3Output),
  ];
  for (const place of places) {
    if (!place) continue;
    s3Location(place.S3Uri);
    if (place.LocalPath) localPath(folders, place.LocalPath);
  }
}

function newJob(request: CreateProcessingJob, arn: string, now: Date): ProcessingJob {
  return {
    name: request.ProcessingJobName,
    arn,
    request,
    creationTime: now,
    status: "InProgress",
    lastModifiedTime: now,
    processingStartTime: null,
    processingEndTime: null,
    failureReason: null,
    exitMessage: null,
    stop: new AbortController(),
    ended: new Promise(() => {}),
  };
}
