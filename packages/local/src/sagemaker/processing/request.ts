import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { jobName } from "../training/request.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */
const s3Uri = z
  .string()
  .max(1024)
  .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/);

const input = z.looseObject({
  InputName: z.string(),
  AppManaged: z.boolean().optional(),
  S3Input: z
    .looseObject({
      S3Uri: s3Uri,
      LocalPath: z.string().max(256).optional(),
      S3DataType: z.enum(["ManifestFile", "S3Prefix"]),
      S3InputMode: z.enum(["Pipe", "File"]).optional(),
    })
    .optional(),
});

const output = z.looseObject({
  OutputName: z.string(),
  AppManaged: z.boolean().optional(),
  S3Output: z
    .looseObject({
      S3Uri: s3Uri,
      LocalPath: z.string().max(256).optional(),
      S3UploadMode: z.enum(["Continuous", "EndOfJob"]),
    })
    .optional(),
});

export const createProcessingJob = z.looseObject({
  ProcessingJobName: jobName,
  ProcessingInputs: z.array(input).max(10).optional(),
  ProcessingOutputConfig: z.looseObject({ Outputs: z.array(output).max(10) }).optional(),
  ProcessingResources: z.looseObject({
    ClusterConfig: z.looseObject({
      InstanceCount: z.int().min(1).max(100),
      InstanceType: z.string(),
      VolumeSizeInGB: z.int().min(1).max(16384),
    }),
  }),
  StoppingCondition: z.object({ MaxRuntimeInSeconds: z.int().min(1).max(777_600) }).optional(),
  AppSpecification: z.looseObject({
    ImageUri: z.string().max(255),
    ContainerEntrypoint: z.array(z.string().max(256)).min(1).max(100).optional(),
    ContainerArguments: z.array(z.string().max(256)).min(1).max(100).optional(),
  }),
  Environment: z.record(z.string().max(256), z.string().max(256)).optional(),
  RoleArn: z.string().min(20).max(2048),
  Tags: tags,
});

export const processingJobReference = z.object({ ProcessingJobName: jobName });

export const listProcessingJobs = z.object({
  ...listFilters,
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped"]).optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
});

export type CreateProcessingJob = z.infer<typeof createProcessingJob>;
