import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html */
export const vpcConfig = z.object({
  SecurityGroupIds: z.array(z.string()),
  Subnets: z.array(z.string()),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
const container = z.looseObject({
  ContainerHostname: z.string().optional(),
  Image: z.string().optional(),
  Mode: z.enum(["SingleModel", "MultiModel"]).optional(),
  ModelDataUrl: z.string().optional(),
  ModelDataSource: z
    .looseObject({ S3DataSource: z.looseObject({ S3Uri: z.string() }).optional() })
    .optional(),
  Environment: z.record(z.string(), z.string()).optional(),
  ModelPackageName: z.string().optional(),
});

export const createModel = z.looseObject({
  ModelName: z.string(),
  PrimaryContainer: container.optional(),
  Containers: z.array(container).optional(),
  InferenceExecutionConfig: z.object({ Mode: z.enum(["Serial", "Direct"]) }).optional(),
  ExecutionRoleArn: z.string().optional(),
  VpcConfig: vpcConfig.optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  Tags: tags,
});

export const modelReference = z.object({ ModelName: z.string() });

export const listModels = z.object({ ...listFilters, SortBy: z.enum(["Name", "CreationTime"]).optional() });

export type CreateModel = z.infer<typeof createModel>;
export type ModelContainer = z.infer<typeof container>;
