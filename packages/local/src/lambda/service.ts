import { type Answer, emptyAnswer, jsonAnswer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { HttpService } from "../http/service.ts";
import { toServiceError } from "../protocols/run-operation.ts";
import { checkRestRequest, labelOf } from "../validation/rest-door.ts";
import { ServiceError, type World } from "../world.ts";
import { executionDetails, executionSummary } from "./execution-description.ts";
import type { Functions } from "./functions.ts";

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  /** The member that the path names. */
  readonly label: string;
  readonly run: (call: Call, functions: Functions, argument: string) => Promise<Answer>;
}

const operations: readonly Operation[] = [
  {
    name: "Invoke",
    method: "POST",
    path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/,
    label: "FunctionName",
    run: invoke,
  },
  {
    name: "GetDurableExecution",
    method: "GET",
    path: /^\/2025-12-01\/durable-executions\/([^/]+)$/,
    label: "DurableExecutionArn",
    run: async (_call, functions, arn) => jsonAnswer(executionDetails(functions.executions.find(arn))),
  },
  {
    name: "StopDurableExecution",
    method: "POST",
    path: /^\/2025-12-01\/durable-executions\/([^/]+)\/stop$/,
    label: "DurableExecutionArn",
    run: async (_call, functions, arn) => {
      const { endedAt } = functions.executions.stop(arn, "The execution was stopped.");
      return jsonAnswer({ StopTimestamp: (endedAt?.getTime() ?? 0) / 1000 });
    },
  },
  {
    name: "ListDurableExecutionsByFunction",
    method: "GET",
    path: /^\/2025-12-01\/functions\/([^/]+)\/durable-executions$/,
    label: "FunctionName",
    run: listExecutions,
  },
];

/** Lambda (REST, JSON): invocations, and executions of durable functions. */
export function lambdaService(world: World, functions: Functions): HttpService {
  return {
    name: "lambda",
    accepts: ({ scope, path }) =>
      scope === "lambda" ||
      (scope === null && /^\/(2015-03-31|2025-12-01)\/(functions|durable-executions)\//.test(path)),
    async handle(call) {
      const operation = operations.find(({ method, path }) => method === call.method && path.test(call.path));
      try {
        if (!operation) {
          throw new ServiceError(
            "UnknownOperationException",
            `Driftwheel's local AWS does not implement Lambda's ${call.method} ${call.path}.`,
            404,
          );
        }
        const fault = world.faults.take("lambda", operation.name);
        if (fault) throw new ServiceError(fault.code, fault.message, fault.status);
        const argument = labelOf(operation.path, call.path);
        await checkRestRequest("lambda", operation.name, call, { [operation.label]: argument });
        const answer = await operation.run(call, functions, argument);
        return { ...answer, headers: { ...answer.headers, "x-amzn-requestid": call.requestId } };
      } catch (thrown) {
        const error = toServiceError(thrown, `lambda.${operation?.name ?? "?"}`, world);
        return jsonAnswer(
          { Type: error.status < 500 ? "User" : "Service", Message: error.message, message: error.message },
          {
            status: error.status,
            headers: { "x-amzn-errortype": error.code, "x-amzn-requestid": call.requestId },
          },
        );
      }
    },
  };
}

async function invoke(call: Call, functions: Functions, reference: string): Promise<Answer> {
  const { headers } = call;
  const name = functions.resolve(reference);
  const input = (await call.body()).toString() || "{}";
  const event = parsed(input);
  const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type === "DryRun") return emptyAnswer(204);
  if (functions.isDurable(name))
    return await invokeDurable(call, functions, { name, reference, input, type });
  if (type === "Event") {
    setImmediate(() => void functions.invoke(name, event));
    return emptyAnswer(202);
  }
  const answer = await functions.invoke(name, event);
  const executed = { "x-amz-executed-version": "$LATEST" };
  if (answer.ok) return jsonAnswer(answer.payload ?? null, { headers: executed });
  const { type: errorType, message: errorMessage, trace } = answer.error;
  return jsonAnswer(
    { errorType, errorMessage, trace },
    { headers: { ...executed, "x-amz-function-error": "Unhandled" } },
  );
}

async function invokeDurable(
  call: Call,
  functions: Functions,
  wanted: {
    readonly name: string;
    readonly reference: string;
    readonly input: string;
    readonly type: string;
  },
): Promise<Answer> {
  const version = /:function:[^:]+:|^[^:]+:[^:]+$/.test(wanted.reference);
  if (!version && !call.query.has("Qualifier")) {
    throw new ServiceError(
      "InvalidParameterValueException",
      "You cannot invoke a durable function using an unqualified ARN.",
    );
  }
  const name = call.headers["x-amz-durable-execution-name"];
  const execution = await functions.startExecution(wanted.name, wanted.input, name);
  const headers = { "x-amz-durable-execution-arn": execution.arn, "x-amz-executed-version": "$LATEST" };
  if (wanted.type === "Event") return emptyAnswer(202, headers);
  const outcome = await execution.run.outcome;
  if (outcome.status === "SUCCEEDED") {
    const json = { "content-type": "application/json" };
    return { status: 200, headers: { ...json, ...headers }, body: outcome.result ?? "null" };
  }
  return jsonAnswer(
    { errorType: outcome.error.type, errorMessage: outcome.error.message },
    { headers: { ...headers, "x-amz-function-error": "Unhandled" } },
  );
}

async function listExecutions(call: Call, functions: Functions, reference: string): Promise<Answer> {
  const { query } = call;
  const statuses = query.getAll("Statuses");
  const name = query.get("DurableExecutionName");
  const found = functions.executions
    .list(functions.arnOf(functions.resolve(reference)))
    .map(executionSummary)
    .filter(
      (execution) =>
        (statuses.length === 0 || statuses.includes(execution.Status)) &&
        (name === null || execution.DurableExecutionName === name),
    );
  if (query.get("ReverseOrder") === "true") found.reverse();
  const start = Number(query.get("Marker") ?? 0);
  const end = start + Number(query.get("MaxItems") ?? 100);
  return jsonAnswer({
    DurableExecutions: found.slice(start, end),
    ...(end < found.length ? { NextMarker: String(end) } : {}),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
