import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { deploymentConfig } from "./deployment-config.ts";

/** Sources: API_CreateEndpoint, API_UpdateEndpoint, API_UpdateEndpointWeightsAndCapacities of docs.aws.amazon.com/sagemaker. */
export const createEndpoint = z.object({
  EndpointName: z.string(),
  EndpointConfigName: z.string(),
  DeploymentConfig: deploymentConfig.optional(),
  Tags: tags,
});

export const updateEndpoint = z.object({
  EndpointName: z.string(),
  EndpointConfigName: z.string(),
  RetainAllVariantProperties: z.boolean().optional(),
  ExcludeRetainedVariantProperties: z
    .array(
      z.object({
        VariantPropertyType: z.enum(["DesiredInstanceCount", "DesiredWeight", "DataCaptureConfig"]),
      }),
    )
    .optional(),
  DeploymentConfig: deploymentConfig.optional(),
  RetainDeploymentConfig: z.boolean().optional(),
});

export const updateWeights = z.object({
  EndpointName: z.string(),
  DesiredWeightsAndCapacities: z.array(
    z.object({
      VariantName: z.string(),
      DesiredWeight: z.number().optional(),
      DesiredInstanceCount: z.int().optional(),
    }),
  ),
});

export const endpointReference = z.object({ EndpointName: z.string() });

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
