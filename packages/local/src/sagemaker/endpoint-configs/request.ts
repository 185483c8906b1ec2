import { z } from "zod";
import { vpcConfig } from "../models/request.ts";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/**
 * What the service's model tells is checked before; here is what is more than that, and what is used.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 */
const serverlessConfig = z.object({
  MemorySizeInMB: z.literal([1024, 2048, 3072, 4096, 5120, 6144]),
  MaxConcurrency: z.int(),
  ProvisionedConcurrency: z.int().optional(),
});

const productionVariant = z.looseObject({
  VariantName: z.string(),
  ModelName: z.string().optional(),
  InitialInstanceCount: z.int().optional(),
  InstanceType: z.string().optional(),
  InstancePools: z.json().optional(),
  InitialVariantWeight: z.number().optional(),
  ServerlessConfig: serverlessConfig.optional(),
  ManagedInstanceScaling: z.json().optional(),
  ContainerStartupHealthCheckTimeoutInSeconds: z.int().optional(),
});

const contentTypes = z.array(z.string()).optional();

const dataCaptureConfig = z.object({
  EnableCapture: z.boolean().optional(),
  InitialSamplingPercentage: z.int(),
  DestinationS3Uri: z.string(),
  KmsKeyId: z.string().optional(),
  CaptureOptions: z.array(z.object({ CaptureMode: z.enum(["Input", "Output", "InputAndOutput"]) })),
  CaptureContentTypeHeader: z
    .object({ CsvContentTypes: contentTypes, JsonContentTypes: contentTypes })
    .optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceConfig.html */
const asyncInferenceConfig = z.object({
  ClientConfig: z.object({ MaxConcurrentInvocationsPerInstance: z.int().optional() }).optional(),
  OutputConfig: z.object({
    KmsKeyId: z.string().optional(),
    S3OutputPath: z.string().optional(),
    S3FailurePath: z.string().optional(),
    NotificationConfig: z
      .object({
        SuccessTopic: z.string().optional(),
        ErrorTopic: z.string().optional(),
        IncludeInferenceResponseIn: z
          .array(z.enum(["SUCCESS_NOTIFICATION_TOPIC", "ERROR_NOTIFICATION_TOPIC"]))
          .optional(),
      })
      .optional(),
  }),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html */
const metricsConfig = z.object({
  EnableEnhancedMetrics: z.boolean().optional(),
  // Of configurations that are made now; those from before June 2026 have it off.
  EnableDetailedObservability: z.boolean().default(true),
  MetricPublishFrequencyInSeconds: z.literal([10, 30, 60, 120, 180, 240, 300]).optional(),
});

export const createEndpointConfig = z.looseObject({
  EndpointConfigName: z.string(),
  ProductionVariants: z.array(productionVariant),
  DataCaptureConfig: dataCaptureConfig.optional(),
  MetricsConfig: metricsConfig.default({ EnableDetailedObservability: true }),
  AsyncInferenceConfig: asyncInferenceConfig.optional(),
  ShadowProductionVariants: z.array(productionVariant).optional(),
  ExecutionRoleArn: z.string().optional(),
  VpcConfig: vpcConfig.optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  KmsKeyId: z.string().optional(),
  Tags: tags,
});

export const endpointConfigReference = z.object({ EndpointConfigName: z.string() });

export const listEndpointConfigs = z.object({
  ...listFilters,
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
});

export type CreateEndpointConfig = z.infer<typeof createEndpointConfig>;
export type ProductionVariant = z.infer<typeof productionVariant>;
export type AsyncInferenceConfig = z.infer<typeof asyncInferenceConfig>;
export type DataCaptureConfig = z.infer<typeof dataCaptureConfig>;
