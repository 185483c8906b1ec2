import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html */
export const createTransformJob = z.looseObject({
  TransformJobName: z.string(),
  ModelName: z.string(),
  MaxConcurrentTransforms: z.int().optional(),
  MaxPayloadInMB: z.int().optional(),
  BatchStrategy: z.enum(["MultiRecord", "SingleRecord"]).optional(),
  Environment: z.record(z.string(), z.string()).optional(),
  ModelClientConfig: z
    .object({
      InvocationsTimeoutInSeconds: z.int().optional(),
      InvocationsMaxRetries: z.int().optional(),
    })
    .optional(),
  TransformInput: z.looseObject({
    DataSource: z.looseObject({
      S3DataSource: z.looseObject({ S3DataType: z.string(), S3Uri: z.string() }),
    }),
    ContentType: z.string().optional(),
    CompressionType: z.enum(["None", "Gzip"]).optional(),
    SplitType: z.enum(["None", "Line", "RecordIO", "TFRecord"]).optional(),
  }),
  TransformOutput: z.looseObject({
    S3OutputPath: z.string(),
    Accept: z.string().optional(),
    AssembleWith: z.enum(["None", "Line"]).optional(),
  }),
  DataCaptureConfig: z
    .looseObject({
      DestinationS3Uri: z.string(),
      KmsKeyId: z.string().optional(),
      GenerateInferenceId: z.boolean().optional(),
    })
    .optional(),
  TransformResources: z.looseObject({ InstanceType: z.string(), InstanceCount: z.int() }),
  DataProcessing: z
    .object({
      InputFilter: z.string().optional(),
      OutputFilter: z.string().optional(),
      JoinSource: z.enum(["Input", "None"]).optional(),
    })
    .optional(),
  Tags: tags,
});

export type CreateTransformJob = z.infer<typeof createTransformJob>;

export const transformJobReference = z.object({ TransformJobName: z.string() });

export const listTransformJobs = z.object({
  ...listFilters,
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped"]).optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
});
