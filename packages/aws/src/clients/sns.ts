import { SNSClient } from "@aws-sdk/client-sns";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const sns = oncePerEndpoint(() => new SNSClient(clientSettings()));
