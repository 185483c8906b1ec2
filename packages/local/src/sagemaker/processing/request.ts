import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html */

const input = z.looseObject({
  InputName: z.string(),
  AppManaged: z.boolean().optional(),
  S3Input: z
    .looseObject({
      S3Uri: z.string(),
      LocalPath: z.string().optional(),
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
      S3Uri: z.string(),
      LocalPath: z.string().optional(),
      S3UploadMode: z.enum(["Continuous", "EndOfJob"]),
    })
    .optional(),
});

export const createProcessingJob = z.looseObject({
  ProcessingJobName: z.string(),
  ProcessingInputs: z.array(input).optional(),
  ProcessingOutputConfig: z.looseObject({ Outputs: z.array(output) }).optional(),
  ProcessingResources: z.looseObject({
    ClusterConfig: z.looseObject({
      InstanceCount: z.int(),
      InstanceType: z.string(),
      VolumeSizeInGB: z.int(),
    }),
  }),
  StoppingCondition: z.object({ MaxRuntimeInSeconds: z.int() }).optional(),
  AppSpecification: z.looseObject({
    ImageUri: z.string(),
    ContainerEntrypoint: z.array(z.string()).optional(),
    ContainerArguments: z.array(z.string()).optional(),
  }),
  Environment: z.record(z.string(), z.string()).optional(),
  RoleArn: z.string(),
  Tags: tags,
});

export const processingJobReference = z.object({ ProcessingJobName: z.string() });

export const listProcessingJobs = z.object({
  ...listFilters,
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped"]).optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
});

export type CreateProcessingJob = z.infer<typeof createProcessingJob>;
