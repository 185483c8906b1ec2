import { SSMClient } from "@aws-sdk/client-ssm";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const ssm = oncePerEndpoint(() => new SSMClient(clientSettings()));
