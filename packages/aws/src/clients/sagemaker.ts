import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { clientSettings, oncePerEndpoint } from "./settings.ts";
import { assertInTime } from "./time-limit.ts";

const client = oncePerEndpoint(() => new SageMakerClient(clientSettings()));

/** Asked for before each call. @throws TransientError in an act whose time is over. */
export function sageMaker(): SageMakerClient {
  assertInTime();
  return client();
}
