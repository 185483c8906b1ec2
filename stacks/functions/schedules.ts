import type { Deploying } from "../deploying.ts";
import { schedulesOf, taskFunctions } from "../routes.ts";
import { arnOf, functionArn, nameOf } from "../scope.ts";
import { assumedBy, lambdaFunction, type Shared } from "./function.ts";
import { queuePolicy } from "./queue.ts";
import { taskFunction } from "./tasks.ts";

/** Seconds: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
const longestInLambda = 21_600;
/** Seconds: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const longestInScheduler = 86_400;

/** The monitor, and the sweep that finds what no event told. A call that cannot be made is kept, and alarms. */
export function schedules(scope: Deploying, shared: Shared): void {
  const missed = new aws.sqs.Queue(
    "schedules-undelivered",
    {
      name: nameOf(scope, "schedules-undelivered"),
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 14 * 86_400,
    },
    scope.within,
  );
  queuePolicy(scope, "schedules-undelivered", missed);
  for (const { name, function: functionName, every } of schedulesOf(scope.fleet)) {
    const create = taskFunctions.has(functionName) ? taskFunction : lambdaFunction;
    const called = create(scope, functionName, shared);
    // The next call makes up for one that failed, so Lambda itself tries none again.
    new aws.lambda.FunctionEventInvokeConfig(
      name,
      {
        functionName: called.name,
        maximumRetryAttempts: 0,
        maximumEventAgeInSeconds: Math.min(every / 1000, longestInLambda),
      },
      scope.within,
    );
    const minutes = every / 60_000;
    new aws.scheduler.Schedule(
      name,
      {
        name: nameOf(scope, name),
        scheduleExpression: `rate(${minutes} ${minutes === 1 ? "minute" : "minutes"})`,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: called.arn,
          roleArn: callerOf(scope, name, functionArn(scope, functionName)),
          deadLetterConfig: { arn: missed.arn },
          retryPolicy: {
            maximumEventAgeInSeconds: Math.min(every / 1000, longestInScheduler),
            maximumRetryAttempts: 3,
          },
        },
      },
      scope.within,
    );
  }
}

function callerOf(scope: Deploying, name: string, target: string) {
  const role = new aws.iam.Role(
    `${name}-schedule`,
    {
      name: nameOf(scope, `${name}-schedule`),
      assumeRolePolicy: assumedBy("scheduler.amazonaws.com", scope),
    },
    scope.within,
  );
  new aws.iam.RolePolicy(
    `${name}-schedule`,
    {
      role: role.name,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: target },
          {
            Effect: "Allow",
            Action: "sqs:SendMessage",
            Resource: arnOf(scope, "sqs", nameOf(scope, "schedules-undelivered")),
          },
        ],
      }),
    },
    scope.within,
  );
  return role.arn;
}
