import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateNotebookInstance.html */
export const createNotebook = z.looseObject({
  NotebookInstanceName: z.string(),
  InstanceType: z.string(),
  SubnetId: z.string().optional(),
  SecurityGroupIds: z.array(z.string()).optional(),
  RoleArn: z.string(),
  LifecycleConfigName: z.string().optional(),
  Tags: tags,
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html */
export const updateNotebook = z.looseObject({
  NotebookInstanceName: z.string(),
  LifecycleConfigName: z.string().optional(),
  DisassociateLifecycleConfig: z.boolean().optional(),
  DisassociateDefaultCodeRepository: z.boolean().optional(),
  DisassociateAdditionalCodeRepositories: z.boolean().optional(),
  DisassociateAcceleratorTypes: z.boolean().optional(),
});

export const notebookReference = z.object({ NotebookInstanceName: z.string() });

export const listNotebooks = z.object({
  ...listFilters,
  StatusEquals: z.string().optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
  NotebookInstanceLifecycleConfigNameContains: z.string().optional(),
  DefaultCodeRepositoryContains: z.string().optional(),
  AdditionalCodeRepositoryEquals: z.string().optional(),
});

const hooks = z.array(z.object({ Content: z.string().optional() })).optional();

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateNotebookInstanceLifecycleConfig.html */
export const createLifecycleConfig = z.object({
  NotebookInstanceLifecycleConfigName: z.string(),
  OnCreate: hooks,
  OnStart: hooks,
  Tags: tags,
});

export const updateLifecycleConfig = createLifecycleConfig.omit({ Tags: true });

export const lifecycleConfigReference = z.object({ NotebookInstanceLifecycleConfigName: z.string() });

export const listLifecycleConfigs = z.object({
  ...listFilters,
  SortBy: z.enum(["Name", "CreationTime", "LastModifiedTime"]).optional(),
});

export type CreateNotebook = z.infer<typeof createNotebook>;
export type UpdateNotebook = z.infer<typeof updateNotebook>;
export type CreateLifecycleConfig = z.infer<typeof createLifecycleConfig>;
