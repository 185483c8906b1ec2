import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const applicationAutoScaling = oncePerEndpoint(
  () => new ApplicationAutoScalingClient(clientSettings()),
);
