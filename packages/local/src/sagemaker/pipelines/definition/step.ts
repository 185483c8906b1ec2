import { z } from "zod";
import { cacheConfig } from "./cache-config.ts";
import { clarifyCheck, qualityCheck } from "./check-step.ts";
import { type Condition, conditionSchema } from "./condition.ts";
import { retryPolicies } from "./retry-policy.ts";

const named = {
  Name: z.string().regex(/^[A-Za-z0-9\-_]{1,64}$/),
  DisplayName: z.string().optional(),
  Description: z.string().optional(),
  DependsOn: z
    .array(
      z.string({
        error: "A step waits for the success of others, by their names; triggers are not implemented here.",
      }),
    )
    .optional(),
};

const requestArguments = z.record(z.string(), z.json());

/**
 * Which steps may be cached and which may have retry policies:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html;
 * EndpointConfig and Endpoint as version 3.27 of the Python SDK has them.
 */
const cached = { CacheConfig: cacheConfig.optional() };
const retried = { RetryPolicies: retryPolicies.optional() };

const requested = { ...named, Arguments: requestArguments };

const trainingStep = z.strictObject({ ...requested, ...cached, ...retried, Type: z.literal("Training") });

const propertyFile = z.strictObject({
  PropertyFileName: z.string().min(1),
  OutputName: z.string().min(1),
  FilePath: z.string().min(1),
});

const processingStep = z.strictObject({
  ...requested,
  ...cached,
  ...retried,
  Type: z.literal("Processing"),
  PropertyFiles: z.array(propertyFile).optional(),
});

const transformStep = z.strictObject({ ...requested, ...cached, ...retried, Type: z.literal("Transform") });
const tuningStep = z.strictObject({ ...requested, ...cached, ...retried, Type: z.literal("Tuning") });
const autoMLStep = z.strictObject({ ...requested, ...cached, ...retried, Type: z.literal("AutoML") });
const registerModelStep = z.strictObject({ ...requested, ...retried, Type: z.literal("RegisterModel") });
const modelStep = z.strictObject({ ...requested, ...retried, Type: z.literal("Model") });
const endpointConfigStep = z.strictObject({
  ...requested,
  ...cached,
  ...retried,
  Type: z.literal("EndpointConfig"),
});
const endpointStep = z.strictObject({ ...requested, ...cached, Type: z.literal("Endpoint") });
const qualityCheckStep = z.strictObject({ ...requested, ...cached, ...qualityCheck });
const clarifyCheckStep = z.strictObject({ ...requested, ...cached, ...clarifyCheck });

const outputParameters = z
  .array(
    z.strictObject({
      OutputName: z.string().min(1),
      OutputType: z.enum(["String", "Integer", "Float", "Boolean"]).default("String"),
    }),
  )
  .default([]);

const lambdaStep = z.strictObject({
  ...named,
  ...cached,
  Type: z.literal("Lambda"),
  Arguments: requestArguments.default({}),
  FunctionArn: z.string().min(1),
  OutputParameters: outputParameters,
});

const callbackStep = z.strictObject({
  ...named,
  ...cached,
  Type: z.literal("Callback"),
  Arguments: requestArguments.default({}),
  SqsQueueUrl: z.string().min(1),
  OutputParameters: outputParameters,
});

const failStep = z.strictObject({
  ...named,
  Type: z.literal("Fail"),
  Arguments: z.strictObject({ ErrorMessage: z.json().optional() }).optional(),
});

export type LambdaStep = z.infer<typeof lambdaStep>;
export type CallbackStep = z.infer<typeof callbackStep>;
export type OutputParameters = z.infer<typeof outputParameters>;
type FailStep = z.infer<typeof failStep>;

export interface ConditionStep extends Pick<FailStep, "Name" | "DisplayName" | "Description" | "DependsOn"> {
  readonly Type: "Condition";
  readonly Arguments: {
    readonly Conditions: readonly Condition[];
    readonly IfSteps?: readonly Step[] | undefined;
    readonly ElseSteps?: readonly Step[] | undefined;
  };
}

/** A step that is the request of one operation. */
export type RequestStep =
  | z.infer<typeof trainingStep>
  | z.infer<typeof processingStep>
  | z.infer<typeof transformStep>
  | z.infer<typeof tuningStep>
  | z.infer<typeof autoMLStep>
  | z.infer<typeof registerModelStep>
  | z.infer<typeof modelStep>
  | z.infer<typeof endpointConfigStep>
  | z.infer<typeof endpointStep>;

/** A step that analyses data by a processing job, and compares what comes out with an earlier baseline. */
export type CheckStep = z.infer<typeof qualityCheckStep> | z.infer<typeof clarifyCheckStep>;

export type Step = RequestStep | CheckStep | LambdaStep | CallbackStep | FailStep | ConditionStep;

const conditionStep = z.strictObject({
  ...named,
  Type: z.literal("Condition"),
  Arguments: z.strictObject({
    Conditions: z.array(conditionSchema).min(1),
    get IfSteps(): z.ZodOptional<z.ZodArray<z.ZodType<Step>>> {
      return z.array(stepSchema).optional();
    },
    get ElseSteps(): z.ZodOptional<z.ZodArray<z.ZodType<Step>>> {
      return z.array(stepSchema).optional();
    },
  }),
});

/** A step of definition version 2020-12-01. What it has that is not executed here is refused by its name. */
export const stepSchema: z.ZodType<Step> = z.discriminatedUnion("Type", [
  trainingStep,
  processingStep,
  transformStep,
  tuningStep,
  autoMLStep,
  registerModelStep,
  modelStep,
  endpointConfigStep,
  endpointStep,
  qualityCheckStep,
  clarifyCheckStep,
  lambdaStep,
  callbackStep,
  failStep,
  conditionStep,
]);

/** Step types that are executed here. */
export const stepTypes = [
  "Training",
  "Processing",
  "Transform",
  "Tuning",
  "AutoML",
  "RegisterModel",
  "Model",
  "EndpointConfig",
  "Endpoint",
  "QualityCheck",
  "ClarifyCheck",
  "Lambda",
  "Callback",
  "Fail",
  "Condition",
] as const satisfies readonly Step["Type"][];

/**
 * Step types of the real service that are not executed here, each with what would do instead.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps-types.html
 */
export const stepTypesNotHere: Readonly<Record<string, string>> = {
  Cleanup: "delete objects by a Lambda step",
  EMR: "there is no cluster; a Processing step can run the work",
  EMRServerless: "there is no cluster; a Processing step can run the work",
  ForEach: "write a step for each item",
  InferenceComponent: "there are no inference components; an Endpoint step deploys a model",
  Job: "Training, Processing, Transform, Tuning and AutoML are the jobs that are here",
  Lineage: "there is no lineage",
  NotebookJob: "there is no notebook kernel; a Training step can run the code",
};
