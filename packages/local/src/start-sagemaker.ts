import { existsSync } from "node:fs";
import type { Call, HttpService } from "./http/call.ts";
import { notImplemented } from "./http/not-implemented.ts";
import { jsonService } from "./protocols/json-service.ts";
import { sagemakerService } from "./sagemaker/service.ts";
import type { JsonService, World } from "./world.ts";

interface Runtime {
  handle(request: Request): Promise<Response | null>;
  close(): Promise<void>;
}

/** SageMaker's control plane and runtime, as HTTP services. */
export async function startSageMaker(
  world: World,
): Promise<{ readonly services: readonly HttpService[]; close(): Promise<void> }> {
  const control = sagemakerService(world);
  const runtime = await loadRuntime(world, control);
  return {
    services: [
      jsonService({ ...control, name: "sagemaker" }, control.version, world),
      {
        name: "sagemaker-runtime",
        accepts: ({ url, scope, request }) =>
          request.method === "POST" &&
          scope !== "s3" &&
          /^\/endpoints\/[^/]+\/invocations$/.test(url.pathname),
        handle: (call) => invoke(call, runtime, world),
      },
    ],
    async close() {
      await runtime?.close();
      await control.close();
    },
  };
}

async function invoke(call: Call, runtime: Runtime | null, world: World): Promise<Response> {
  const fault = world.faults.take("sagemaker-runtime", "InvokeEndpoint");
  if (fault) {
    return Response.json(
      { Message: fault.message, message: fault.message },
      {
        status: fault.status,
        headers: { "x-amzn-errortype": fault.code, "x-amzn-requestid": call.requestId },
      },
    );
  }
  return (await runtime?.handle(call.request)) ?? notImplemented(call);
}

async function loadRuntime(world: World, control: JsonService): Promise<Runtime | null> {
  const url = new URL("./sagemaker/runtime.ts", import.meta.url);
  if (!existsSync(url)) return null;
  const { sagemakerRuntime } = await import(url.href);
  return sagemakerRuntime(world, control) as Runtime; // the contract of that folder
}
