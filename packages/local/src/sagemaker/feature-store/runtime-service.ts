import { emptyAnswer, jsonAnswer } from "../../http/answer.ts";
import type { HttpService } from "../../http/service.ts";
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
    accepts: ({ path, scope }) => scope !== "s3" && /^\/(FeatureGroup\/|BatchGetRecord$)/.test(path),
    async handle(call) {
      const { method, path } = call;
      const label = ofGroup.test(path) ? labelOf(ofGroup, path) : null;
      const operation =
        label === null
          ? method === "POST" && path === "/BatchGetRecord"
            ? "BatchGetRecord"
            : ""
          : (byMethod.get(method) ?? "");
      try {
        const run = operations.get(operation);
        if (!run) {
          throw new ServiceError(
            "UnknownOperationException",
            `Driftwheel's local AWS does not implement Feature Store's ${method} ${path}.`,
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
        const headers = { "x-amzn-requestid": call.requestId };
        return operation.includes("Get") ? jsonAnswer(answer, { headers }) : emptyAnswer(200, headers);
      } catch (thrown) {
        const error = toServiceError(thrown, `${name}.${operation}`, world);
        // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_feature_store_GetRecord.html#API_feature_store_GetRecord_Errors
        const status = error.code === "ResourceNotFound" ? 404 : error.status;
        return jsonAnswer(
          { Message: error.message, message: error.message },
          { status, headers: { "x-amzn-errortype": error.code, "x-amzn-requestid": call.requestId } },
        );
      }
    },
  };
}
