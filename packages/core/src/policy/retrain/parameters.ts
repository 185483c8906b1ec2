import * as z from "zod";

/** Where a parameter of a retraining gets its value from, when it is no fixed text. */
const parameterSource = z.strictObject({
  from: z.enum([
    "labelled data",
    "fresh data",
    "window start",
    "window end",
    "drifted features",
    "drift report",
    "champion package",
    "champion model data",
  ]),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Parameter.html */
const parameterName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,256}$/, "names of pipeline parameters are letters, digits, - and _, at most 256");
const parameterText = z
  .string()
  .min(
    1,
    "must not be empty: SageMaker refuses that, and a parameter that is left out has the pipeline's default",
  )
  .max(1024, "must have at most 1024 characters");
const textOrSource = ({ input }: { readonly input?: unknown }) =>
  typeof input === "number" || typeof input === "boolean"
    ? `must be a text, as SageMaker takes every parameter: "${input}"`
    : "must be a text, or say where it comes from";

/** What a retraining is told, by name: a pipeline's parameters, a training job's hyperparameters, an input's members. */
export const parameters = z
  .record(parameterName, z.union([parameterText, parameterSource], { error: textOrSource }))
  .default({});
