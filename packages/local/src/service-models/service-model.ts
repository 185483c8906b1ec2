import { readFileSync } from "node:fs";

/** One of botocore's service models, cut down to the operations that are answered here. */
export interface ServiceModel {
  readonly service: string;
  readonly apiVersion: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  /** Names of shapes; an operation may have neither. */
  readonly input?: string;
  readonly output?: string;
}

/** A structure, a list, a map, or a single value with what is allowed for it. */
export interface Shape {
  readonly type: ShapeType;
  readonly members?: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  /** Exactly one member is set. */
  readonly union?: true;
  /** The member that is the body, in protocols of REST. */
  readonly payload?: string;
  /** Of a list. */
  readonly member?: Member;
  readonly flattened?: true;
  /** Of a map. */
  readonly key?: Member;
  readonly value?: Member;
  /** Of text, lists and maps their length, of numbers their value. */
  readonly min?: number;
  readonly max?: number;
  /** In Java's syntax. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Its value is not repeated in errors. */
  readonly sensitive?: true;
}

export type ShapeType =
  | "structure"
  | "list"
  | "map"
  | "string"
  | "character"
  | "blob"
  | "boolean"
  | "timestamp"
  | "integer"
  | "long"
  | "float"
  | "double";

export interface Member {
  readonly shape: string;
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  /** How it is called on the wire, when not by its name. */
  readonly locationName?: string;
}

export const modelledServices = [
  "application-autoscaling",
  "cloudwatch",
  "dynamodb",
  "events",
  "lambda",
  "logs",
  "s3",
  "sagemaker",
  "sagemaker-featurestore-runtime",
  "sagemaker-runtime",
  "sns",
  "sqs",
  "ssm",
  "stepfunctions",
  "sts",
] as const;

export type ModelledService = (typeof modelledServices)[number];

const loaded = new Map<ModelledService, ServiceModel>();

/** The model of a service, read when it is first asked for. */
export function serviceModel(service: ModelledService): ServiceModel {
  const known = loaded.get(service);
  if (known) return known;
  const text = readFileSync(new URL(`./data/${service}.json`, import.meta.url), "utf8");
  // Written by write-models.ts in this very shape.
  const model = JSON.parse(text) as ServiceModel;
  loaded.set(service, model);
  return model;
}

export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The model of ${model.service} has no shape ${name}.`);
  return shape;
}
