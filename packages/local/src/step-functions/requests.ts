import { z } from "zod";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html */
const paging = { maxResults: z.int().default(0), nextToken: z.string().optional() };

export const createStateMachine = z.looseObject({
  name: z.string(),
  definition: z.string(),
  roleArn: z.string(),
  type: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
  publish: z.boolean().default(false),
});
export const stateMachineReference = z.object({ stateMachineArn: z.string() });
export const listStateMachines = z.object(paging);
export const startExecution = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default("{}"),
});
export const executionReference = z.object({ executionArn: z.string() });
export const stopExecution = z.object({
  executionArn: z.string(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
export const listExecutions = z.object({
  ...paging,
  stateMachineArn: z.string().optional(),
  statusFilter: z.string().optional(),
});
export const executionHistory = z.object({
  ...paging,
  executionArn: z.string(),
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
});
