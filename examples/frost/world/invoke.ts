import { InvokeEndpointCommand, type SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { TrafficSettings } from "@driftwheel/example-shared/world/traffic.ts";
import { rowOf } from "../image/features.ts";
import { names } from "../names.ts";
import type { WeatherDay } from "./weather.ts";

/** Asks the endpoint for one night's low. */
export function invokeEndpoint(runtime: SageMakerRuntimeClient): TrafficSettings<WeatherDay>["invoke"] {
  return async (weather, inferenceId) => {
    const response = await runtime.send(
      new InvokeEndpointCommand({
        EndpointName: names.endpoint,
        ContentType: "text/csv",
        Accept: "text/csv",
        InferenceId: inferenceId,
        Body: rowOf(weather.day).join(","),
      }),
    );
    return {
      variant: response.InvokedProductionVariant ?? "unknown",
      predicted: Number(response.Body?.transformToString()),
    };
  };
}
