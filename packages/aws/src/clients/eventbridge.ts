import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const eventBridge = oncePerEndpoint(() => new EventBridgeClient(clientSettings()));
