import type { HookAnswer } from "@driftwheel/webhooks/inbound/answers.ts";
import type { PayloadTwo } from "@driftwheel/webhooks/inbound/request/lambda-request.ts";
import type { Context } from "aws-lambda";
import { hookHandler } from "../hook-handler.ts";
import { hookFleet, hookSecrets } from "./hook-fleet.ts";
import { type Memory, memoryPorts } from "./memory-ports.ts";
import { payloadOf, type Signed } from "./signed-requests.ts";

/** What the handler reads of a context. */
const context = {
  functionName: "hooks",
  functionVersion: "1",
  memoryLimitInMB: "512",
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:hooks",
  awsRequestId: "one",
} as Context;

export interface Running {
  readonly memory: Memory;
  send(request: Signed | PayloadTwo): Promise<HookAnswer>;
}

/** The handler as deployed, with ports in memory. */
export function runHook(now: Date, fleet = hookFleet, origin: string | null = null): Running {
  const memory = memoryPorts(now);
  for (const [name, secrets] of hookSecrets) memory.secrets.set(name, secrets);
  const handler = hookHandler(async () => ({ fleet, ports: memory.ports, origin }));
  return {
    memory,
    send: (request) => handler("source" in request ? payloadOf(request) : request, context),
  };
}
