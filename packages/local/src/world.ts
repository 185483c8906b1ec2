import type { State } from "./state/state.ts";

/**
 * What the services of the small AWS share. One instance per running server; each service gets it and keeps
 * its own state behind it. Interfaces only: the pieces are in the services' own folders.
 */
export interface World {
  readonly region: string;
  readonly account: string;
  /** Base URL of the server, known once it listens: `http://127.0.0.1:4566`. */
  url(): string;
  /** A folder of this server's own, removed when it closes: job folders, endpoint folders. */
  readonly directory: string;
  /** Seeded: decides repeats and order of events, and traffic routing. In [0, 1). */
  random(): number;
  readonly objects: ObjectStore;
  readonly metrics: MetricStore;
  readonly logs: LogWriter;
  /** What outlives the server; of most servers nothing does. */
  readonly state: State;
  /** Calls a function of this account; rejects with ServiceError when there is none of this ARN. */
  callFunction(arn: string, payload: unknown): Promise<FunctionAnswer>;
  /** Puts a message into a queue; throws ServiceError when there is none of this URL. */
  sendMessage(queueUrl: string, body: string): void;
  /** Publishes a message to a topic; throws ServiceError when there is none of this ARN, or the message is too long. */
  publish(topicArn: string, message: string): void;
  /** Puts an event on a bus. The services' own events go to "default". */
  emit(event: BusEvent): void;
  /** Resolves image names to what can be run here. */
  readonly images: ImageRegistry;
  /** Errors that tests ask for: the next call of an operation answers with this. */
  readonly faults: FaultPlan;
  /** One line for the operator (`--verbose`), never on standard output. */
  log(line: string): void;
  /** A line for the operator that is worth seeing without `--verbose`: a dead letter, a function that broke. */
  warn(line: string): void;
}

/** S3, from the inside. Keys as in S3; buckets are made when first written to from the inside. */
export interface ObjectStore {
  /** Whether there is such a bucket. */
  exists(bucket: string): boolean;
  put(
    bucket: string,
    key: string,
    body: Uint8Array,
    options?: { readonly contentType?: string },
  ): Promise<void>;
  get(bucket: string, key: string): Promise<Uint8Array | null>;
  delete(bucket: string, key: string): Promise<void>;
  list(
    bucket: string,
    prefix: string,
  ): Promise<readonly { readonly key: string; readonly size: number; readonly lastModified: Date }[]>;
}

export interface MetricDatum {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly timestamp: Date;
  readonly value: number;
  /** How often the value occurred; 1 unless told. */
  readonly count?: number;
  readonly unit?: string;
}

/** CloudWatch metrics, from the inside. */
export interface MetricStore {
  put(data: readonly MetricDatum[]): void;
}

/** CloudWatch's logs, from the inside. */
interface LogWriter {
  /** Adds a line, of now, to a stream, which is made with its group if there is none. */
  write(group: string, stream: string, message: string): void;
}

/** What a function answered, or how it failed. */
export type FunctionAnswer =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly error: { readonly type: string; readonly message: string; readonly trace: readonly string[] };
    };

export interface BusEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** When it happened; now unless told. */
  readonly time?: Date;
}

/**
 * An image is a folder on this machine: `train` and `serve` are commands run in it the way SageMaker runs a
 * container with that argument; processing jobs name their own entry point, or run the image's own.
 */
export interface LocalImage {
  readonly directory: string;
  readonly train?: readonly string[];
  readonly serve?: readonly string[];
  /** What a processing job runs that names no entry point. */
  readonly process?: readonly string[];
  /** Of an image that runs scripts of the user's, as AWS's framework images do. */
  readonly framework?: Framework;
  /** Nothing of the image is here: entry points that a request names are not run. */
  readonly placeholder?: true;
}

export interface Framework {
  readonly name: "sklearn" | "xgboost" | "pytorch" | "huggingface" | "tensorflow" | "python";
  /** The program that runs the scripts. */
  readonly python: string;
}

export interface ImageRegistry {
  /**
   * Finds an image by its full name (`111122223333.dkr.ecr.eu-west-1.amazonaws.com/frost:1`), or null.
   *
   * @throws ServiceError when it is known and what it needs is not here.
   */
  find(name: string): LocalImage | null;
}

export interface FaultPlan {
  /** Takes the error that the next call of this operation must answer with, or null. */
  take(
    service: string,
    operation: string,
  ): { readonly code: string; readonly message: string; readonly status: number } | null;
}

/** A request to a JSON-protocol service, after the protocol was peeled off. */
export type Operation = (
  input: Readonly<Record<string, unknown>>,
  request: RequestContext,
) => Promise<unknown>;

interface RequestContext {
  readonly requestId: string;
}

/** A service that speaks AWS JSON (`X-Amz-Target: <target>.<Operation>`). */
export interface JsonService {
  /** `SageMaker`, `AWSEvents`, ... */
  readonly target: string;
  /** "1.0" or "1.1". */
  readonly version: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Ends processes and timers. */
  close(): Promise<void>;
}

/** The service's own error: `__type` and message, with the HTTP status the real one uses. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
