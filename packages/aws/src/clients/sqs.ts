import { SQSClient } from "@aws-sdk/client-sqs";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const sqs = oncePerEndpoint(() => new SQSClient(clientSettings()));
