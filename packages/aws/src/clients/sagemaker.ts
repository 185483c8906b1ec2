import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const sageMaker = oncePerEndpoint(() => new SageMakerClient(clientSettings()));
