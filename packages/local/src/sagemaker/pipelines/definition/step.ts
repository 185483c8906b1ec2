import { z } from "zod";
import { type Condition, conditionSchema } from "./condition.ts";

const named = {
  Name: z.string().regex(/^[A-Za-z0-9\-_]{1,64}$/),
  DisplayName: z.string().optional(),
  Description: z.string().optional(),
  DependsOn: z.array(z.string()).optional(),
};

const jobArguments = z.record(z.string(), z.json());

/** Caching and retries change when a job runs, not what it does: they are accepted, and every step runs once. */
const accepted = { CacheConfig: z.json().optional(), RetryPolicies: z.json().optional() };

const trainingStep = z.object({
  ...named,
  ...accepted,
  Type: z.literal("Training"),
  Arguments: jobArguments,
});

const propertyFile = z.object({
  PropertyFileName: z.string().min(1),
  OutputName: z.string().min(1),
  FilePath: z.string().min(1),
});

const processingStep = z.object({
  ...named,
  ...accepted,
  Type: z.literal("Processing"),
  Arguments: jobArguments,
  PropertyFiles: z.array(propertyFile).optional(),
});

const registerModelStep = z.object({
  ...named,
  ...accepted,
  Type: z.literal("RegisterModel"),
  Arguments: jobArguments,
});

const modelStep = z.object({ ...named, ...accepted, Type: z.literal("Model"), Arguments: jobArguments });

const failStep = z.object({
  ...named,
  Type: z.literal("Fail"),
  Arguments: z.object({ ErrorMessage: z.json().optional() }).optional(),
});

export type TrainingStep = z.infer<typeof trainingStep>;
export type ProcessingStep = z.infer<typeof processingStep>;
export type RegisterModelStep = z.infer<typeof registerModelStep>;
export type ModelStep = z.infer<typeof modelStep>;
export type FailStep = z.infer<typeof failStep>;

export interface ConditionStep extends Pick<FailStep, "Name" | "DisplayName" | "Description" | "DependsOn"> {
  readonly Type: "Condition";
  readonly Arguments: {
    readonly Conditions: readonly Condition[];
    readonly IfSteps?: readonly Step[] | undefined;
    readonly ElseSteps?: readonly Step[] | undefined;
  };
}

export type Step = TrainingStep | ProcessingStep | RegisterModelStep | ModelStep | FailStep | ConditionStep;

const conditionStep = z.object({
  ...named,
  Type: z.literal("Condition"),
  Arguments: z.object({
    Conditions: z.array(conditionSchema).min(1),
    get IfSteps(): z.ZodOptional<z.ZodArray<z.ZodType<Step>>> {
      return z.array(stepSchema).optional();
    },
    get ElseSteps(): z.ZodOptional<z.ZodArray<z.ZodType<Step>>> {
      return z.array(stepSchema).optional();
    },
  }),
});

/** A step of definition version 2020-12-01. */
export const stepSchema: z.ZodType<Step> = z.discriminatedUnion("Type", [
  trainingStep,
  processingStep,
  registerModelStep,
  modelStep,
  failStep,
  conditionStep,
]);

/**
 * Step types of the real service that are not executed here.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html
 */
export const stepTypesNotHere: readonly string[] = [
  "AutoML",
  "Callback",
  "ClarifyCheck",
  "EMR",
  "EMRServerless",
  "Endpoint",
  "EndpointConfig",
  "Lambda",
  "Lineage",
  "NotebookJob",
  "QualityCheck",
  "Transform",
  "Tuning",
];
