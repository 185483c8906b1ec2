import { z } from "zod";

/**
 * The pipelines' requests.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartPipelineExecution.html
 */
const pipelineName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/);
const nameOrArn = z.string().min(1).max(2048);
const clientRequestToken = z.string().min(32).max(128);
const parallelism = z.object({ MaxParallelExecutionSteps: z.int().min(1) });
const tags = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(50);
const s3Location = z.object({ Bucket: z.string(), ObjectKey: z.string(), VersionId: z.string().optional() });

const content = {
  PipelineDisplayName: z.string().min(1).max(256).optional(),
  PipelineDefinition: z.string().min(1).max(1_048_576).optional(),
  PipelineDefinitionS3Location: s3Location.optional(),
  PipelineDescription: z.string().max(3072).optional(),
  ParallelismConfiguration: parallelism.optional(),
};

export const createPipeline = z.object({
  ...content,
  PipelineName: pipelineName,
  RoleArn: z.string().min(20).max(2048),
  ClientRequestToken: clientRequestToken.optional(),
  Tags: tags.optional(),
});

export const updatePipeline = z.object({
  ...content,
  PipelineName: nameOrArn,
  RoleArn: z.string().min(20).max(2048).optional(),
});

export const pipelineReference = z.object({ PipelineName: nameOrArn });

export const startExecution = z.object({
  PipelineName: nameOrArn,
  PipelineExecutionDisplayName: z
    .string()
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,81}$/)
    .optional(),
  PipelineExecutionDescription: z.string().max(3072).optional(),
  PipelineParameters: z
    .array(z.object({ Name: z.string().min(1).max(256), Value: z.string().max(1024) }))
    .max(200)
    .optional(),
  ClientRequestToken: clientRequestToken,
  ParallelismConfiguration: parallelism.optional(),
  SelectiveExecutionConfig: z.json().optional(),
});

export const executionReference = z.object({ PipelineExecutionArn: z.string().min(1).max(2048) });

export const stopExecution = z.object({
  PipelineExecutionArn: z.string().min(1).max(2048),
  ClientRequestToken: clientRequestToken,
});

const paging = {
  MaxResults: z.int().min(1).max(100).optional(),
  NextToken: z.string().max(8192).optional(),
};
const order = z.enum(["Ascending", "Descending"]).optional();

/** Times come over the wire as seconds since 1970. */
const created = { CreatedAfter: z.number().optional(), CreatedBefore: z.number().optional() };

export const listPipelines = z.object({
  ...paging,
  ...created,
  PipelineNamePrefix: z.string().max(256).optional(),
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
  SortOrder: order,
});

export const listExecutions = z.object({
  ...paging,
  ...created,
  PipelineName: nameOrArn,
  SortBy: z.enum(["CreationTime", "PipelineExecutionArn"]).optional(),
  SortOrder: order,
});

export const listSteps = z.object({
  ...paging,
  PipelineExecutionArn: z.string().max(2048),
  SortOrder: order,
});

export const listParameters = z.object({ ...paging, PipelineExecutionArn: z.string().max(2048) });

export type CreatePipeline = z.infer<typeof createPipeline>;
export type UpdatePipeline = z.infer<typeof updatePipeline>;
export type StartExecution = z.infer<typeof startExecution>;
