import { z } from "zod";
import { variantName } from "../endpoint-configs/request.ts";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { jobName } from "../training/request.ts";
import { deploymentConfig } from "./deployment-config.ts";

/** Sources: API_CreateEndpoint, API_UpdateEndpoint, API_UpdateEndpointWeightsAndCapacities of docs.aws.amazon.com/sagemaker. */
export const createEndpoint = z.looseObject({
  EndpointName: jobName,
  EndpointConfigName: jobName,
  DeploymentConfig: deploymentConfig.optional(),
  Tags: tags,
});

export const updateEndpoint = z.looseObject({
  EndpointName: jobName,
  EndpointConfigName: jobName,
  RetainAllVariantProperties: z.boolean().optional(),
  ExcludeRetainedVariantProperties: z
    .array(
      z.object({
        VariantPropertyType: z.enum(["DesiredInstanceCount", "DesiredWeight", "DataCaptureConfig"]),
      }),
    )
    .max(3)
    .optional(),
  DeploymentConfig: deploymentConfig.optional(),
  RetainDeploymentConfig: z.boolean().optional(),
});

export const updateWeights = z.object({
  EndpointName: jobName,
  DesiredWeightsAndCapacities: z
    .array(
      z.looseObject({
        VariantName: variantName,
        DesiredWeight: z.number().min(0).optional(),
        DesiredInstanceCount: z.int().min(0).optional(),
      }),
    )
    .min(1),
});

export const endpointReference = z.object({ EndpointName: jobName });

export const listEndpoints = z.object({
  ...listFilters,
  StatusEquals: z
    .enum([
      "OutOfService",
      "Creating",
      "Updating",
      "SystemUpdating",
      "RollingBack",
      "InService",
      "Deleting",
      "Failed",
      "UpdateRollbackFailed",
    ])
    .optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
});

export type UpdateEndpoint = z.infer<typeof updateEndpoint>;
