import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { clientSettings, oncePerEndpoint } from "./settings.ts";
import { assertInTime } from "./time-limit.ts";

const client = oncePerEndpoint(() => new ApplicationAutoScalingClient(clientSettings()));

/** Asked for before each call. @throws TransientError in an act whose time is over. */
export function applicationAutoScaling(): ApplicationAutoScalingClient {
  assertInTime();
  return client();
}
