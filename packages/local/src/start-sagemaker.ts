import type { Scalables } from "./application-autoscaling/capacity.ts";
import { sagemakerScalables } from "./application-autoscaling/sagemaker-scalables.ts";
import { type Answer, jsonAnswer } from "./http/answer.ts";
import type { Call } from "./http/call.ts";
import { notImplemented } from "./http/not-implemented.ts";
import type { HttpService } from "./http/service.ts";
import { jsonService } from "./protocols/json-service.ts";
import { asynchronousRuntime, invocationPath } from "./sagemaker/asynchronous/asynchronous-runtime.ts";
import type { Endpoints } from "./sagemaker/endpoints/endpoints.ts";
import { featureStoreRuntime } from "./sagemaker/feature-store/runtime-service.ts";
import { sagemakerRuntime } from "./sagemaker/runtime.ts";
import { sagemakerService } from "./sagemaker/service.ts";
import type { Settings } from "./sagemaker/settings.ts";
import type { Operation, World } from "./world.ts";

type Runtime = ReturnType<typeof sagemakerRuntime>;

/** SageMaker's control plane and runtime, as HTTP services. */
export function startSageMaker(
  world: World,
  settings: Partial<Settings> = {},
): {
  readonly services: readonly HttpService[];
  readonly endpoints: Endpoints;
  /** For Application Auto Scaling. */
  readonly scalables: Scalables;
  /** For Step Functions. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Goes on with what an earlier server was doing. */
  restart(): Promise<void>;
  close(): Promise<void>;
} {
  const control = sagemakerService(world, settings);
  const runtime = sagemakerRuntime(world, control);
  const asynchronous = asynchronousRuntime(world, control);
  return {
    services: [
      jsonService({ ...control, name: "sagemaker", model: "sagemaker" }, control.version, world),
      {
        name: "sagemaker-runtime",
        accepts: ({ method, path, scope }) =>
          method === "POST" && scope !== "s3" && /^\/endpoints\/[^/]+\/invocations$/.test(path),
        handle: (call) => invoke(call, runtime, world),
      },
      {
        name: "sagemaker-runtime",
        accepts: ({ method, path, scope }) =>
          method === "POST" && scope !== "s3" && invocationPath.test(path),
        handle: (call) => asynchronous.handle(call),
      },
      featureStoreRuntime(world, control.records),
    ],
    endpoints: control.endpoints,
    scalables: sagemakerScalables(control.endpoints, control.components),
    operations: control.operations,
    restart: () => control.restart(),
    async close() {
      await Promise.all([runtime.close(), asynchronous.close()]);
      await control.close();
    },
  };
}

async function invoke(call: Call, runtime: Runtime, world: World): Promise<Answer> {
  const fault = world.faults.take("sagemaker-runtime", "InvokeEndpoint");
  if (fault) {
    return jsonAnswer(
      { Message: fault.message, message: fault.message },
      {
        status: fault.status,
        headers: { "x-amzn-errortype": fault.code, "x-amzn-requestid": call.requestId },
      },
    );
  }
  return (await runtime.handle(call)) ?? notImplemented(call);
}
