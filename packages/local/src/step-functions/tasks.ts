import { setTimeout as sleep } from "node:timers/promises";
import type { Json, JsonObject } from "../sagemaker/json.ts";
import type { ModelledService } from "../service-models/service-model.ts";
import { checkRequest } from "../validation/door.ts";
import { type Operation, ServiceError, type World } from "../world.ts";
import { TaskFailed } from "./errors.ts";

type Input = Readonly<Record<string, unknown>>;

/** What tasks call. */
export interface Services {
  readonly world: Pick<World, "callFunction" | "objects" | "region" | "account">;
  readonly sagemaker: ReadonlyMap<string, Operation>;
  publish(input: Input): unknown;
}

/** Does a task; rejects with TaskFailed. What it began is stopped when the signal comes. */
export type Task = (input: Json, signal: AbortSignal) => Promise<Json>;

/** Jobs that a state may wait for: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html */
const jobs: ReadonlyMap<string, { readonly kind: string }> = new Map(
  ["TrainingJob", "ProcessingJob", "TransformJob", "HyperParameterTuningJob"].map((kind) => [
    `create${kind}`,
    { kind },
  ]),
);
const optimized: ReadonlySet<string> = new Set([
  ...jobs.keys(),
  ...["createModel", "createEndpointConfig", "createEndpoint", "updateEndpoint"],
]);
const lookEvery = 100;

/** What is done for a task's resource; null where that is not implemented. */
export function taskOf(resource: string, services: Services): Task | null {
  if (/^arn:aws[a-z-]*:lambda:[^:]+:\d{12}:function:.+$/.test(resource))
    return async (input) => callFunction(resource, input, services);
  if (/^arn:aws[a-z-]*:states:::aws-sdk:s3:putObject$/.test(resource))
    return (input) => putObject(members(input), services);
  const [, service = "", action = "", pattern] =
    /^arn:aws[a-z-]*:states:::((?:aws-sdk:)?[a-z]+):([a-zA-Z0-9]+)(?:\.([a-zA-Z:0-9]+))?$/.exec(resource) ??
    [];
  if (pattern !== undefined && pattern !== "sync") return null;
  switch (service) {
    case "lambda":
      return action === "invoke" && pattern === undefined
        ? (input) => invoke(members(input), services)
        : null;
    case "sns":
      return action === "publish" && pattern === undefined
        ? async (input) => publish(members(input), services)
        : null;
    case "sagemaker":
      return sageMakerTask(action, pattern === "sync", services);
    case "aws-sdk:sagemaker": {
      const operation = named(action);
      if (pattern !== undefined || !services.sagemaker.has(operation)) return null;
      return (input) => call(operation, members(input), services, sdkError);
    }
    default:
      return null;
  }
}

function sageMakerTask(action: string, waits: boolean, services: Services): Task | null {
  const job = jobs.get(action);
  if (!optimized.has(action) || (waits && !job)) return null;
  const operation = named(action);
  return async (input, signal) => {
    const request = members(input);
    const answer = await call(operation, request, services, serviceError);
    return waits && job ? await endOf(job.kind, request, services, signal) : answer;
  };
}

/** The job's description once it has ended, which is what fails the task when it ended otherwise than well. */
async function endOf(kind: string, request: Input, services: Services, signal: AbortSignal): Promise<Json> {
  const reference = { [`${kind}Name`]: request[`${kind}Name`] };
  for (let stopped = false; ; await sleep(lookEvery)) {
    const found = members(await call(`Describe${kind}`, reference, services, serviceError));
    const status = found[`${kind}Status`];
    // What came out of an operation is JSON.
    if (status === "Completed") return found as JsonObject;
    if (status === "Failed" || status === "Stopped")
      throw new TaskFailed("States.TaskFailed", JSON.stringify(found));
    if (!signal.aborted || stopped) continue;
    stopped = true;
    await call(`Stop${kind}`, reference, services, serviceError).catch(() => {});
  }
}

async function call(
  operation: string,
  input: Input,
  { sagemaker }: Services,
  failure: (error: ServiceError) => TaskFailed,
): Promise<Json> {
  return await answered(async () => {
    checkRequest("sagemaker" satisfies ModelledService, operation, input);
    return await sagemaker.get(operation)?.(input, { requestId: "step-functions" });
  }, failure);
}

async function answered(act: () => unknown, failure: (error: ServiceError) => TaskFailed): Promise<Json> {
  try {
    return JSON.parse(JSON.stringify((await act()) ?? {})) as Json;
  } catch (error) {
    throw error instanceof ServiceError ? failure(error) : error;
  }
}

function serviceError({ code, message, status }: ServiceError): TaskFailed {
  return new TaskFailed(
    "SageMaker.AmazonSageMakerException",
    `${message} (Service: AmazonSageMaker; Status Code: ${status}; Error Code: ${code})`,
  );
}

/** Errors of the service's model are called by their names, all others by the service's. */
function sdkError({ code, message, status }: ServiceError): TaskFailed {
  const modelled = ["ResourceInUse", "ResourceNotFound", "ResourceLimitExceeded", "ConflictException"];
  const name = modelled.includes(code) ? `${code.replace(/Exception$/, "")}Exception` : "SageMakerException";
  return new TaskFailed(`SageMaker.${name}`, `${message} (Service: SageMaker, Status Code: ${status})`);
}

async function invoke(input: Input, services: Services): Promise<Json> {
  const { FunctionName: name, Payload = {} } = input;
  const { region, account } = services.world;
  const given = String(name);
  const arn = given.startsWith("arn:") ? given : `arn:aws:lambda:${region}:${account}:function:${given}`;
  // A state's input is JSON, and so is what is made of it.
  const payload = await callFunction(arn, Payload as Json, services);
  return { ExecutedVersion: "$LATEST", Payload: payload, StatusCode: 200 };
}

async function callFunction(arn: string, payload: Json, { world }: Services): Promise<Json> {
  try {
    const answer = await world.callFunction(arn, payload);
    if (answer.ok) return JSON.parse(JSON.stringify(answer.payload ?? null)) as Json;
    const { type, message, trace } = answer.error;
    throw new TaskFailed(type, JSON.stringify({ errorMessage: message, errorType: type, trace }));
  } catch (error) {
    if (error instanceof ServiceError) throw new TaskFailed(`Lambda.${error.code}`, error.message);
    throw error;
  }
}

async function publish(input: Input, services: Services): Promise<Json> {
  const { Message: message } = input;
  // An object is sent as its JSON: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
  const text = typeof message === "string" ? message : JSON.stringify(message);
  return await answered(
    () => services.publish({ ...input, Message: text }),
    ({ code, message: told }) => new TaskFailed(`SNS.${code}Exception`, told),
  );
}

async function putObject({ Bucket, Key, Body = "", ContentType }: Input, { world }: Services): Promise<Json> {
  if (typeof Bucket !== "string" || typeof Key !== "string")
    throw new TaskFailed("S3.S3Exception", "PutObject needs Bucket and Key, which are texts.");
  // An object is put as its JSON: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
  const text = typeof Body === "string" ? Body : JSON.stringify(Body);
  const contentType = typeof ContentType === "string" ? { contentType: ContentType } : {};
  await world.objects.put(Bucket, Key, Buffer.from(text), contentType);
  return {};
}

function named(action: string): string {
  return action.charAt(0).toUpperCase() + action.slice(1);
}

function members(input: Json): Input {
  return typeof input === "object" && input !== null && !Array.isArray(input) ? (input as Input) : {};
}
