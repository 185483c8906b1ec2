import type { Answer } from "../../http/answer.ts";
import { jsonAnswer } from "../../http/answer.ts";
import type { Call } from "../../http/call.ts";
import { decodedLabel } from "../../validation/rest-door.ts";
import { ServiceError, type World } from "../../world.ts";
import { ModelConnections } from "../runtime/model-connections.ts";
import { RuntimeError } from "../runtime/runtime-error.ts";
import type { SageMakerService } from "../service.ts";
import { acceptRequest } from "./accept-request.ts";
import { Backlogs } from "./backlogs.ts";
import type { InferenceRequest } from "./inference-request.ts";

export const invocationPath = /^\/endpoints\/([^/]+)\/async-invocations$/;

export interface AsynchronousRuntime {
  /** Answers `POST /endpoints/{name}/async-invocations`. */
  handle(call: Call): Promise<Answer>;
  /** Ends what is under way, which a server that takes over does again. */
  close(): Promise<void>;
}

/** SageMaker's runtime of asynchronous endpoints: takes requests, and answers them when instances have time. */
export function asynchronousRuntime(world: World, service: SageMakerService): AsynchronousRuntime {
  const { context, endpoints } = service;
  const connections = new ModelConnections(context.settings.invocationTimeout);
  const backlogs = new Backlogs(context, endpoints, connections);
  return {
    async handle(call) {
      try {
        const fault = world.faults.take("sagemaker-runtime", "InvokeEndpointAsync");
        if (fault) throw new RuntimeError(fault.code, fault.message, fault.status);
        const name = decodedLabel(invocationPath.exec(call.path)?.[1] ?? "");
        const request = await acceptRequest(call, { world, name, endpoint: endpoints.get(name) });
        backlogs.add(request);
        return accepted(request, call.requestId);
      } catch (error) {
        if (error instanceof RuntimeError) return error.toAnswer(call.requestId);
        if (error instanceof ServiceError) {
          return new RuntimeError(error.code, error.message, error.status).toAnswer(call.requestId);
        }
        throw error;
      }
    },
    async close() {
      const ended = backlogs.close();
      connections.close();
      await ended;
    },
  };
}

function accepted(request: InferenceRequest, requestId: string): Answer {
  const { inferenceId, outputLocation, failureLocation } = request;
  return jsonAnswer(
    { InferenceId: inferenceId },
    {
      status: 202,
      headers: {
        "x-amzn-sagemaker-outputlocation": outputLocation,
        ...(failureLocation !== null && { "x-amzn-sagemaker-failurelocation": failureLocation }),
        "x-amzn-requestid": requestId,
      },
    },
  );
}
