import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html */
export const jobName = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/);

const channel = z.looseObject({
  ChannelName: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9.\-_]+$/),
  DataSource: z.looseObject({
    S3DataSource: z
      .looseObject({
        S3DataType: z.enum(["ManifestFile", "S3Prefix", "AugmentedManifestFile", "Converse"]),
        S3Uri: z
          .string()
          .max(1024)
          .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/),
      })
      .optional(),
  }),
  ContentType: z.string().max(256).optional(),
  CompressionType: z.enum(["None", "Gzip"]).optional(),
});

const variables = z.record(z.string().max(512), z.string().max(512)).optional();

export const createTrainingJob = z.looseObject({
  TrainingJobName: jobName,
  AlgorithmSpecification: z.looseObject({
    TrainingImage: z.string().max(255).optional(),
    TrainingInputMode: z.enum(["Pipe", "File", "FastFile"]),
    MetricDefinitions: z
      .array(z.object({ Name: z.string().min(1).max(255), Regex: z.string().min(1).max(500) }))
      .max(40)
      .optional(),
    ContainerEntrypoint: z.array(z.string()).min(1).max(100).optional(),
    ContainerArguments: z.array(z.string()).min(1).max(100).optional(),
  }),
  HyperParameters: z.record(z.string().max(256), z.string().max(2500)).optional(),
  RoleArn: z.string().min(20).max(2048),
  InputDataConfig: z.array(channel).min(1).max(20).optional(),
  OutputDataConfig: z.looseObject({
    S3OutputPath: z
      .string()
      .max(1024)
      .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/),
  }),
  ResourceConfig: z.looseObject({
    InstanceType: z.string().optional(),
    InstanceCount: z.int().min(0).optional(),
    VolumeSizeInGB: z.int().min(0).optional(),
  }),
  StoppingCondition: z.looseObject({ MaxRuntimeInSeconds: z.int().min(1).optional() }),
  Environment: variables,
  Tags: tags,
});

export const trainingJobReference = z.object({ TrainingJobName: jobName });

export const listTrainingJobs = z.object({
  ...listFilters,
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting"]).optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
});

export type CreateTrainingJob = z.infer<typeof createTrainingJob>;
