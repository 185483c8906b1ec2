import { z } from "zod";

/**
 * The pipelines' requests.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartPipelineExecution.html
 */
const parallelism = z.object({ MaxParallelExecutionSteps: z.int() });
const tags = z.array(z.object({ Key: z.string(), Value: z.string() }));
const s3Location = z.object({ Bucket: z.string(), ObjectKey: z.string(), VersionId: z.string().optional() });

const content = {
  PipelineDisplayName: z.string().optional(),
  PipelineDefinition: z.string().optional(),
  PipelineDefinitionS3Location: s3Location.optional(),
  PipelineDescription: z.string().optional(),
  ParallelismConfiguration: parallelism.optional(),
};

export const createPipeline = z.object({
  ...content,
  PipelineName: z.string(),
  RoleArn: z.string(),
  ClientRequestToken: z.string().optional(),
  Tags: tags.optional(),
});

export const updatePipeline = z.object({
  ...content,
  PipelineName: z.string(),
  RoleArn: z.string().optional(),
});

export const pipelineReference = z.object({ PipelineName: z.string() });

export const startExecution = z.object({
  PipelineName: z.string(),
  PipelineExecutionDisplayName: z.string().optional(),
  PipelineExecutionDescription: z.string().optional(),
  PipelineParameters: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
  ClientRequestToken: z.string(),
  ParallelismConfiguration: parallelism.optional(),
  SelectiveExecutionConfig: z
    .object({
      SourcePipelineExecutionArn: z.string().optional(),
      SelectedSteps: z.array(z.object({ StepName: z.string() })),
    })
    .optional(),
});

export const retryExecution = z.object({
  PipelineExecutionArn: z.string(),
  ClientRequestToken: z.string(),
  ParallelismConfiguration: parallelism.optional(),
});

export const stepSuccess = z.object({
  CallbackToken: z.string(),
  OutputParameters: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
});

export const stepFailure = z.object({ CallbackToken: z.string(), FailureReason: z.string().optional() });

export const executionReference = z.object({ PipelineExecutionArn: z.string() });

export const stopExecution = z.object({
  PipelineExecutionArn: z.string(),
  ClientRequestToken: z.string(),
});

const paging = {
  MaxResults: z.int().optional(),
  NextToken: z.string().optional(),
};
const order = z.enum(["Ascending", "Descending"]).optional();

/** Times come over the wire as seconds since 1970. */
const created = { CreatedAfter: z.number().optional(), CreatedBefore: z.number().optional() };

export const listPipelines = z.object({
  ...paging,
  ...created,
  PipelineNamePrefix: z.string().optional(),
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
  SortOrder: order,
});

export const listExecutions = z.object({
  ...paging,
  ...created,
  PipelineName: z.string(),
  SortBy: z.enum(["CreationTime", "PipelineExecutionArn"]).optional(),
  SortOrder: order,
});

export const listSteps = z.object({
  ...paging,
  PipelineExecutionArn: z.string(),
  SortOrder: order,
});

export const listParameters = z.object({ ...paging, PipelineExecutionArn: z.string() });

export type CreatePipeline = z.infer<typeof createPipeline>;
export type UpdatePipeline = z.infer<typeof updatePipeline>;
export type StartExecution = z.infer<typeof startExecution>;
