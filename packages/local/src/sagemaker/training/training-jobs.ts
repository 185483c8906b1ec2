import { join } from "node:path";
import type { LocalImage } from "../../world.ts";
import { ByName } from "../by-name.ts";
import { exists } from "../containers/download.ts";
import { closing } from "../containers/run-to-end.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { JobEnd, Shared, StartedJob } from "../context.ts";
import { imageNotFound, invalid, jobNameTaken, jobNotRunning, trainingJobNotFound } from "../errors.ts";
import { eventDetail, wire } from "../json.ts";
import { keepJobs } from "../kept-jobs.ts";
import { parse } from "../registry/parse-request.ts";
import { describeTrainingJob, trainingJobDetail } from "./describe.ts";
import { trainingFolders } from "./folders.ts";
import { type CreateTrainingJob, createTrainingJob } from "./request.ts";
import { runTrainingJob } from "./run-training-job.ts";
import { checkSpot } from "./spot.ts";
import {
  moveTo,
  type PartOf,
  type SecondaryStatus,
  type TrainingJob,
  type TrainingStatus,
} from "./training-job.ts";

/** All training jobs of the account. Names are never free again, as in the service. */
export class TrainingJobs {
  private readonly byName: ByName<TrainingJob>;
  private readonly shared: Shared;

  constructor(shared: Shared) {
    this.shared = shared;
    this.byName = new ByName(
      keepJobs(shared, {
        collection: "sagemaker/training-jobs",
        jobs: () => this.byName,
        fail: (job, now) => {
          job.trainingEndTime = now;
          this.move(job, "Failed", "Failed");
        },
      }),
    );
  }

  async start(input: Readonly<Record<string, unknown>>, partOf: PartOf = {}): Promise<StartedJob> {
    const request = parse(createTrainingJob, input);
    const arn = this.shared.arn("training-job", request.TrainingJobName.toLowerCase());
    const image = this.imageOf(request);
    await this.checkPlaces(request);
    // After the last wait, so that of two requests at the same moment one is refused.
    if (this.byName.has(request.TrainingJobName)) throw jobNameTaken("Training", arn);
    const job = this.newJob(request, arn, partOf);
    this.byName.set(job.name, job);
    this.shared.tags.add(arn, request.Tags ?? []);
    this.move(job, "InProgress", "Starting");
    job.ended = this.run(job, image);
    return { arn, ended: job.ended, stop: () => this.stop(job) };
  }

  find(name: string): TrainingJob {
    const job = this.byName.get(name);
    if (!job) throw trainingJobNotFound();
    return job;
  }

  all(): Iterable<TrainingJob> {
    return this.byName.values();
  }

  /** Stops a job that runs; one that is stopping already goes on stopping. */
  stop(job: TrainingJob): void {
    if (job.status !== "InProgress") return;
    this.move(job, "Stopping", "Stopping");
    job.stop.abort();
  }

  /** As StopTrainingJob: refuses when the job has ended. */
  stopByName(name: string): void {
    const job = this.find(name);
    if (job.status !== "InProgress" && job.status !== "Stopping") throw jobNotRunning("training", job.status);
    this.stop(job);
  }

  async close(): Promise<void> {
    for (const job of this.byName.values()) job.stop.abort(closing);
    await Promise.all([...this.byName.values()].map(({ ended }) => ended));
  }

  private imageOf({ AlgorithmSpecification: algorithm }: CreateTrainingJob): LocalImage {
    const name = algorithm.TrainingImage;
    if (name === undefined) {
      throw invalid("Driftwheel's local SageMaker has no algorithms; name a TrainingImage.");
    }
    const image = this.shared.world.images.find(name);
    if (!image) throw imageNotFound(name);
    if (!image.train && (image.placeholder || !algorithm.ContainerEntrypoint)) {
      throw invalid(`The local image ${name} has no train command, and the request no ContainerEntrypoint.`);
    }
    return image;
  }

  private async checkPlaces(request: CreateTrainingJob): Promise<void> {
    checkSpot(request);
    s3Location(request.OutputDataConfig.S3OutputPath);
    for (const { DataSource } of request.InputDataConfig ?? []) {
      const source = DataSource.S3DataSource;
      if (!source || (await exists(this.shared.world.objects, source))) continue;
      throw invalid(
        `No S3 objects found under S3 URL "${source.S3Uri}" given in input data source. Please ensure that the bucket exists in the selected region (${this.shared.world.region}), that objects exist under that S3 prefix, and that the role "${request.RoleArn}" has "s3:ListBucket" permissions on bucket "${s3Location(source.S3Uri).bucket}".`,
      );
    }
  }

  private newJob(request: CreateTrainingJob, arn: string, partOf: PartOf): TrainingJob {
    const now = this.shared.now();
    return {
      name: request.TrainingJobName,
      arn,
      request,
      tuningJobArn: null,
      ...partOf,
      creationTime: now,
      status: "InProgress",
      secondaryStatus: "Starting",
      transitions: [],
      lastModifiedTime: now,
      trainingStartTime: null,
      trainingEndTime: null,
      failureReason: null,
      modelArtifacts: null,
      finalMetrics: [],
      stop: new AbortController(),
      ended: new Promise(() => {}),
    };
  }

  private async run(job: TrainingJob, image: LocalImage): Promise<JobEnd> {
    const { world, settings } = this.shared;
    await runTrainingJob({
      job,
      image,
      world,
      logStream: `${job.name}/algo-1-${Math.floor(job.creationTime.getTime() / 1000)}`,
      folders: trainingFolders(join(world.directory, "training", job.name)),
      grace: settings.stopGrace,
      checkpointInterval: settings.checkpointInterval,
      capacityDelay: settings.capacityDelay,
      now: () => this.shared.now(),
      move: (status, secondary) => this.move(job, status, secondary),
      stopping: () => {
        if (job.status === "InProgress") this.move(job, "Stopping", "Stopping");
      },
    });
    return {
      status: job.status === "Completed" || job.status === "Failed" ? job.status : "Stopped",
      failureReason: job.failureReason,
      description: wire(describeTrainingJob(job)),
    };
  }

  private move(job: TrainingJob, status: TrainingStatus, secondary: SecondaryStatus): void {
    const now = this.shared.now();
    // A job that is asked to stop while it starts goes on to its end without looking back.
    const stopping = job.status === "Stopping" && status === "InProgress";
    moveTo(job, stopping ? "Stopping" : status, secondary, now);
    this.shared.emit(
      "SageMaker Training Job State Change",
      [job.arn],
      eventDetail(trainingJobDetail(job, this.shared.tags)),
      now,
    );
  }
}
