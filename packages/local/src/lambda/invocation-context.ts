import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";

/** Lambda's limit for a function behind a queue, as Driftwheel's are. */
const timeout = 60_000;

/** What a function is told about its call. */
export function invocationContext(name: string, arn: string): Context {
  const deadline = Date.now() + timeout;
  const old = () => {
    throw new Error("The callback style of Node 8 is not implemented by Driftwheel's local AWS.");
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: arn,
    memoryLimitInMB: "512",
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
    done: old,
    fail: old,
    succeed: old,
  };
}
