import type { HttpService } from "../../http/call.ts";
import { toServiceError } from "../../protocols/run-operation.ts";
import { checkRestDocument, labelOf } from "../../validation/rest-door.ts";
import { ServiceError, type World } from "../../world.ts";
import type { recordOperations } from "./record-operations.ts";

const name = "sagemaker-featurestore-runtime";
const ofGroup = /^\/FeatureGroup\/([^/]+)$/;
const byMethod = new Map([
  ["PUT", "PutRecord"],
  ["GET", "GetRecord"],
  ["DELETE", "DeleteRecord"],
]);

/** Feature Store's runtime (REST, JSON). */
export function featureStoreRuntime(
  world: World,
  operations: ReturnType<typeof recordOperations>,
): HttpService {
  return {
    name,
    accepts: ({ url, scope }) => scope !== "s3" && /^\/(FeatureGroup\/|BatchGetRecord$)/.test(url.pathname),
    async handle(call) {
      const { request, url } = call;
      const label = ofGroup.test(url.pathname) ? labelOf(ofGroup, url.pathname) : null;
      const operation =
        label === null
          ? request.method === "POST" && url.pathname === "/BatchGetRecord"
            ? "BatchGetRecord"
            : ""
          : (byMethod.get(request.method) ?? "");
      try {
        const run = operations.get(operation);
        if (!run) {
          throw new ServiceError(
            "UnknownOperationException",
            `Driftwheel's local AWS does not implement Feature Store's ${request.method} ${url.pathname}.`,
            404,
          );
        }
        const fault = world.faults.take(name, operation);
        if (fault) throw new ServiceError(fault.code, fault.message, fault.status);
        const input = await checkRestDocument(
          name,
          operation,
          call,
          label === null ? {} : { FeatureGroupName: label },
        );
        const answer = run(input);
        // PutRecord and DeleteRecord answer with nothing.
        return new Response(operation.includes("Get") ? JSON.stringify(answer) : null, {
          headers: { "content-type": "application/json", "x-amzn-requestid": call.requestId },
        });
      } catch (thrown) {
        const error = toServiceError(thrown, `${name}.${operation}`, world);
        // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_GetRecord.html#API_feature_store_GetRecord_Errors
        const status = error.code === "ResourceNotFound" ? 404 : error.status;
        return Response.json(
          { Message: error.message, message: error.message },
          { status, headers: { "x-amzn-errortype": error.code, "x-amzn-requestid": call.requestId } },
        );
      }
    },
  };
}
