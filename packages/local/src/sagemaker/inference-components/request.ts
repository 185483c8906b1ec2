import { z } from "zod";
import { autoRollback } from "../endpoints/deployment-config.ts";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentComputeResourceRequirements.html */
const requirements = z.object({
  NumberOfCpuCoresRequired: z.number().optional(),
  NumberOfAcceleratorDevicesRequired: z.number().optional(),
  /** Megabytes, as the maximum. */
  MinMemoryRequiredInMb: z.int(),
  MaxMemoryRequiredInMb: z.int().optional(),
});

const specification = z.looseObject({
  ModelName: z.string().optional(),
  Container: z.json().optional(),
  StartupParameters: z
    .object({
      ModelDataDownloadTimeoutInSeconds: z.int().optional(),
      ContainerStartupHealthCheckTimeoutInSeconds: z.int().optional(),
    })
    .optional(),
  ComputeResourceRequirements: requirements.optional(),
  BaseInferenceComponentName: z.string().optional(),
});

const runtimeConfig = z.object({ CopyCount: z.int() });

const capacitySize = z.object({ Type: z.enum(["COPY_COUNT", "CAPACITY_PERCENT"]), Value: z.int() });

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentDeploymentConfig.html */
const deploymentConfig = z.object({
  RollingUpdatePolicy: z.object({
    MaximumBatchSize: capacitySize,
    WaitIntervalInSeconds: z.int(),
    MaximumExecutionTimeoutInSeconds: z.int().optional(),
    RollbackMaximumBatchSize: capacitySize.optional(),
  }),
  AutoRollbackConfiguration: autoRollback.optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html */
export const createInferenceComponent = z.object({
  InferenceComponentName: z.string(),
  EndpointName: z.string(),
  VariantName: z.string().optional(),
  Specification: specification.optional(),
  Specifications: z.array(specification).optional(),
  RuntimeConfig: runtimeConfig.optional(),
  Tags: tags,
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateInferenceComponent.html */
export const updateInferenceComponent = z.object({
  InferenceComponentName: z.string(),
  Specification: specification.optional(),
  Specifications: z.array(specification).optional(),
  RuntimeConfig: runtimeConfig.optional(),
  DeploymentConfig: deploymentConfig.optional(),
});

export const updateRuntimeConfig = z.object({
  InferenceComponentName: z.string(),
  DesiredRuntimeConfig: runtimeConfig,
});

export const componentReference = z.object({ InferenceComponentName: z.string() });

export const listInferenceComponents = z.object({
  ...listFilters,
  StatusEquals: z.enum(["InService", "Creating", "Updating", "Failed", "Deleting"]).optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
  EndpointNameEquals: z.string().optional(),
  VariantNameEquals: z.string().optional(),
});

export type ComponentRequirements = z.infer<typeof requirements>;
export type ComponentSpecification = z.infer<typeof specification>;
export type ComponentDeploymentConfig = z.infer<typeof deploymentConfig>;
