import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const cloudWatch = oncePerEndpoint(() => new CloudWatchClient(clientSettings()));
