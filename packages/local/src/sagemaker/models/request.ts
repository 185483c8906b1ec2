import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { jobName } from "../training/request.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html */
export const vpcConfig = z.object({
  SecurityGroupIds: z.array(z.string().max(32)).min(1).max(5),
  Subnets: z.array(z.string().max(32)).min(1).max(16),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
const container = z.looseObject({
  ContainerHostname: z.string().max(63).optional(),
  Image: z.string().max(255).optional(),
  Mode: z.enum(["SingleModel", "MultiModel"]).optional(),
  ModelDataUrl: z
    .string()
    .max(1024)
    .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/)
    .optional(),
  ModelDataSource: z
    .looseObject({ S3DataSource: z.looseObject({ S3Uri: z.string().max(1024) }).optional() })
    .optional(),
  Environment: z.record(z.string().max(1024), z.string().max(1024)).optional(),
  ModelPackageName: z.string().min(1).max(176).optional(),
});

export const createModel = z.looseObject({
  ModelName: jobName,
  PrimaryContainer: container.optional(),
  Containers: z.array(container).max(15).optional(),
  InferenceExecutionConfig: z.object({ Mode: z.enum(["Serial", "Direct"]) }).optional(),
  ExecutionRoleArn: z.string().min(20).max(2048).optional(),
  VpcConfig: vpcConfig.optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  Tags: tags,
});

export const modelReference = z.object({ ModelName: jobName });

export const listModels = z.object({ ...listFilters, SortBy: z.enum(["Name", "CreationTime"]).optional() });

export type CreateModel = z.infer<typeof createModel>;
export type ModelContainer = z.infer<typeof container>;
