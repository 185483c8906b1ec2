import { LambdaClient } from "@aws-sdk/client-lambda";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const lambda = oncePerEndpoint(() => new LambdaClient(clientSettings()));
