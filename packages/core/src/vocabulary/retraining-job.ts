/** JSON as a request of an API has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What retrains where no pipeline does. Its name is fixed beforehand, so that a second start starts nothing. */
export type RetrainingJob =
  | {
      readonly kind: "training-job" | "tuning-job" | "automl-job";
      readonly name: string;
      /** The request of SageMaker's API, without the name. */
      readonly request: JsonObject;
    }
  | {
      readonly kind: "state-machine";
      readonly name: string;
      /** ARN. */
      readonly stateMachine: string;
      readonly input: JsonObject;
    }
  | {
      readonly kind: "function";
      readonly name: string;
      /** Name or ARN. */
      readonly function: string;
      readonly input: JsonObject;
    };

export type RetrainingJobKind = RetrainingJob["kind"];

/** A job that Driftwheel created itself, and may stop. */
export interface StoppableJob {
  readonly kind: "training-job" | "tuning-job" | "automl-job";
  readonly name: string;
}

/** Less is paid for than was trained where the capacity is spot. */
export interface TrainingSeconds {
  readonly trained: number;
  readonly billed: number;
}

/** A container as a model package names it. */
interface TrainedContainer {
  readonly image: string;
  /** `s3://...`, null for one without model data. */
  readonly modelDataUrl: string | null;
  readonly environment: Readonly<Record<string, string>>;
}

/** The channel that a job was trained on. */
interface TrainingRows {
  /** A prefix: `s3://...`. */
  readonly uri: string;
  readonly contentType: string | null;
  /** The column that was learnt to be told, where the job knows it. */
  readonly target: string | null;
}

/** What a baseline is made of when a version is registered. */
export interface BaselineSource {
  readonly uri: string;
  readonly contentType: string | null;
  /** Columns that the model is not asked, by name or by place from 0: the label above all. */
  readonly without: readonly (string | number)[];
}

/** What a job trained. */
export interface TrainedModel {
  readonly containers: readonly TrainedContainer[];
  /** The job's final metrics, by their name. */
  readonly metrics: Readonly<Record<string, number>>;
  /** ARN of the training job, or of the AutoML job. */
  readonly madeBy: string;
  /** Where the rows are that it was trained on; absent where no prefix of S3 is known. */
  readonly rows?: TrainingRows;
}

/** A version as it is registered of what a job trained. */
export interface PackagePlan {
  /** Name or ARN. */
  readonly group: string;
  readonly containers: readonly TrainedContainer[];
  readonly contentTypes: readonly string[];
  readonly responseTypes: readonly string[];
  /** Where the evaluation is put, `s3://...`, and what is in it. */
  readonly evaluation: { readonly uri: string; readonly json: JsonObject };
  /** The distribution of its inputs, for monitors; absent where the policy wants none. */
  readonly baseline?: {
    readonly statistics: string;
    readonly constraints: string | null;
    /** What it is made of; null where it is there already. */
    readonly from: BaselineSource | null;
  };
  readonly description: string;
  /** Customer metadata of the package. */
  readonly metadata: Readonly<Record<string, string>>;
}
