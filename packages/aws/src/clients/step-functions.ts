import { SFNClient } from "@aws-sdk/client-sfn";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const stepFunctions = oncePerEndpoint(() => new SFNClient(clientSettings()));
