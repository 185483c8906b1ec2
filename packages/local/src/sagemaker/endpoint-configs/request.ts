import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { jobName } from "../training/request.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
export const variantName = jobName;

const productionVariant = z.looseObject({
  VariantName: variantName,
  ModelName: jobName,
  InitialInstanceCount: z.int().min(0).optional(),
  InstanceType: z.string().optional(),
  InitialVariantWeight: z.number().min(0).optional(),
  ServerlessConfig: z.json().optional(),
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

const metricsConfig = z.looseObject({
  EnableEnhancedMetrics: z.boolean().optional(),
  MetricPublishFrequencyInSeconds: z.literal([10, 30, 60, 120, 180, 240, 300]).optional(),
});

export const createEndpointConfig = z.looseObject({
  EndpointConfigName: jobName,
  ProductionVariants: z.array(productionVariant).min(1).max(10),
  DataCaptureConfig: dataCaptureConfig.optional(),
  MetricsConfig: metricsConfig.optional(),
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
