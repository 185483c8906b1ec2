import { z } from "zod";
import { vpcConfig } from "../models/request.ts";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { jobName } from "../training/request.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
export const variantName = jobName;

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html */
const serverlessConfig = z.object({
  MemorySizeInMB: z.literal([1024, 2048, 3072, 4096, 5120, 6144]),
  MaxConcurrency: z.int().min(1).max(200),
  ProvisionedConcurrency: z.int().min(1).max(200).optional(),
});

const productionVariant = z.looseObject({
  VariantName: variantName,
  ModelName: jobName.optional(),
  InitialInstanceCount: z.int().min(1).optional(),
  InstanceType: z.string().optional(),
  InstancePools: z.json().optional(),
  InitialVariantWeight: z.number().min(0).optional(),
  ServerlessConfig: serverlessConfig.optional(),
  ManagedInstanceScaling: z.json().optional(),
  ContainerStartupHealthCheckTimeoutInSeconds: z.int().min(60).max(3600).optional(),
});

const contentTypes = z.array(z.string().min(1).max(256)).min(1).max(10).optional();

const dataCaptureConfig = z.object({
  EnableCapture: z.boolean().optional(),
  InitialSamplingPercentage: z.int().min(0).max(100),
  DestinationS3Uri: z
    .string()
    .max(512)
    .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/),
  KmsKeyId: z.string().max(2048).optional(),
  CaptureOptions: z
    .array(z.object({ CaptureMode: z.enum(["Input", "Output", "InputAndOutput"]) }))
    .min(1)
    .max(32),
  CaptureContentTypeHeader: z
    .object({ CsvContentTypes: contentTypes, JsonContentTypes: contentTypes })
    .optional(),
});

const s3Path = z
  .string()
  .max(512)
  .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/)
  .optional();
const topicArn = z
  .string()
  .max(2048)
  .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]*:[0-9]{12}:[a-zA-Z0-9_.-]+$/)
  .optional();

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceConfig.html */
const asyncInferenceConfig = z.object({
  ClientConfig: z
    .object({ MaxConcurrentInvocationsPerInstance: z.int().min(1).max(1000).optional() })
    .optional(),
  OutputConfig: z.object({
    KmsKeyId: z.string().max(2048).optional(),
    S3OutputPath: s3Path,
    S3FailurePath: s3Path,
    NotificationConfig: z
      .object({
        SuccessTopic: topicArn,
        ErrorTopic: topicArn,
        IncludeInferenceResponseIn: z
          .array(z.enum(["SUCCESS_NOTIFICATION_TOPIC", "ERROR_NOTIFICATION_TOPIC"]))
          .max(2)
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
  EndpointConfigName: jobName,
  ProductionVariants: z.array(productionVariant).min(1).max(10),
  DataCaptureConfig: dataCaptureConfig.optional(),
  MetricsConfig: metricsConfig.default({ EnableDetailedObservability: true }),
  AsyncInferenceConfig: asyncInferenceConfig.optional(),
  ShadowProductionVariants: z.array(productionVariant).min(1).max(10).optional(),
  ExecutionRoleArn: z.string().min(20).max(2048).optional(),
  VpcConfig: vpcConfig.optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  KmsKeyId: z.string().max(2048).optional(),
  Tags: tags,
});

export const endpointConfigReference = z.object({ EndpointConfigName: jobName });

export const listEndpointConfigs = z.object({
  ...listFilters,
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
});

export type CreateEndpointConfig = z.infer<typeof createEndpointConfig>;
export type ProductionVariant = z.infer<typeof productionVariant>;
export type DataCaptureConfig = z.infer<typeof dataCaptureConfig>;
