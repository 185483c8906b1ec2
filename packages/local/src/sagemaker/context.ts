import type { BusEvent, World } from "../world.ts";
import { invalid } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import type { Settings } from "./settings.ts";
import { TagStore } from "./tags/tag-store.ts";

export interface JobEnd {
  readonly status: "Completed" | "Failed" | "Stopped";
  readonly failureReason: string | null;
  /** The job's Describe response as it goes over the wire. */
  readonly description: JsonObject;
}

export interface StartedJob {
  readonly arn: string;
  /** Resolves when the job has ended, however it ended; never rejects. */
  readonly ended: Promise<JobEnd>;
  /** Asks the job to end; one that has ended stays as it is. */
  stop(): void;
}

export interface MadeResource {
  readonly arn: string;
  readonly description: JsonObject;
}

/** One container of a model as `Containers` of a package or a model name it. */
interface ContainerDefinition {
  readonly Image?: string | undefined;
  readonly ModelDataUrl?: string | undefined;
  readonly Environment?: Readonly<Record<string, string>> | undefined;
}

/** What goes on by itself once it was asked for. An endpoint that is there already is updated. */
export type JobOperation =
  | "CreateTrainingJob"
  | "CreateProcessingJob"
  | "CreateTransformJob"
  | "CreateHyperParameterTuningJob"
  | "CreateAutoMLJob"
  | "CreateEndpoint";

/** What is there as soon as it was asked for. */
export type ResourceOperation = "CreateModel" | "CreateEndpointConfig" | "CreateModelPackage";

type Request = Readonly<Record<string, unknown>>;

/** What the subjects of the service share. */
export interface SageMaker {
  readonly world: World;
  readonly settings: Settings;
  readonly tags: TagStore;
  /** `arn("model-package", "frost/3")` is `arn:aws:sagemaker:<region>:<account>:model-package/frost/3`. */
  arn(kind: string, name: string): string;
  now(): Date;
  /** Tells the default event bus; the detail must be JSON already. */
  emit(
    detailType: string,
    resources: readonly string[],
    detail: Readonly<Record<string, unknown>>,
    time?: Date,
  ): void;
  /** Takes the request of the operation; rejects with ServiceError. */
  startJob(operation: JobOperation, request: Request): Promise<StartedJob>;
  /** Takes the request of the operation; rejects with ServiceError. */
  makeResource(operation: ResourceOperation, request: Request): Promise<MadeResource>;
  /** The containers of a model package, by its ARN; throws ServiceError. The registry puts itself in here. */
  modelPackage: (reference: string) => readonly ContainerDefinition[];
  /** Runs once, as soon as the server answers: goes on with what an earlier server was doing. */
  onRestart(resume: () => void | Promise<void>): void;
  /** Runs when the service closes. */
  onClose(end: () => void | Promise<void>): void;
}

/** What a subject needs before it exists itself. */
export type Shared = Omit<SageMaker, "startJob" | "makeResource">;

export function createShared(
  world: World,
  settings: Settings,
  { onRestart, onClose }: Pick<SageMaker, "onRestart" | "onClose">,
): Shared {
  return {
    world,
    settings,
    tags: new TagStore(world.state),
    arn: (kind, name) => `arn:aws:sagemaker:${world.region}:${world.account}:${kind}/${name}`,
    now: () => new Date(),
    emit(detailType, resources, detail, time) {
      const event: BusEvent = { bus: "default", source: "aws.sagemaker", detailType, resources, detail };
      world.emit(time === undefined ? event : { ...event, time });
    },
    modelPackage(reference) {
      throw invalid(`ModelPackage ${reference} does not exist.`);
    },
    onRestart,
    onClose,
  };
}
