import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { z } from "zod";
import { checked, closedObject } from "../dataset/checked.ts";
import { notHere, postTrainingMetrics } from "./post-training-metrics.ts";
import { preTrainingMetrics } from "./pre-training-metrics.ts";

const columnName = z.union([z.string().min(1), z.int().min(0)], {
  error: "a column's name or its index from 0",
});
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: "a number or a text" });
const values = z
  .union([scalar.transform((value) => [value]), z.array(scalar)], {
    error: "a list of values, or one threshold",
  })
  .nullish();

const facet = closedObject({ name_or_index: columnName, value_or_threshold: values });

function methodsOf(known: readonly string[]) {
  const name = z.enum(known, { error: `one of ${known.join(", ")}` });
  return z.object({
    methods: z.union([z.literal("all"), name.transform((one) => [one]), z.array(name)], {
      error: `"all", or some of ${known.join(", ")}`,
    }),
  });
}

/** What the model answers with, and where. What is said of the endpoint's machines means nothing here. */
const predictor = closedObject({
  model_name: z.string().optional(),
  endpoint_name: z.string().optional(),
  content_type: z.string().nullish(),
  accept_type: z.string().nullish(),
  content_template: z.string().nullish(),
  label: columnName.nullish(),
  probability: columnName.nullish(),
  label_headers: z.array(scalar).nullish(),
  instance_type: z.unknown().optional(),
  initial_instance_count: z.unknown().optional(),
  accelerator_type: z.unknown().optional(),
  endpoint_name_prefix: z.unknown().optional(),
});

/** Sources: https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html and the Python SDK, `DataConfig` and `BiasConfig`. */
const schema = closedObject({
  version: z.unknown().optional(),
  dataset_type: z.enum(["text/csv", "application/jsonlines", "application/x-parquet"], {
    error:
      "text/csv, application/jsonlines or application/x-parquet; others are not implemented on the local AWS",
  }),
  headers: z.array(z.string("a column's name")).nullish(),
  features: z
    .undefined("nothing: on the local AWS a row of JSON lines has a field for each column")
    .optional(),
  label: columnName,
  label_values_or_threshold: values,
  facet: z.union([facet.transform((one) => [one]), z.array(facet).min(1)], {
    error: "a facet, or a list of them",
  }),
  group_variable: columnName.nullish(),
  predicted_label: columnName.nullish(),
  excluded_columns: z.union([z.array(columnName), columnName.transform((one) => [one])]).nullish(),
  joinsource_name_or_index: columnName.nullish(),
  probability_threshold: z.number().min(0).max(1).nullish(),
  predictor: predictor.nullish(),
  methods: closedObject({
    report: z.unknown().optional(),
    pre_training_bias: methodsOf(preTrainingMetrics.map(({ name }) => name)).optional(),
    post_training_bias: methodsOf([...postTrainingMetrics.map(({ name }) => name), ...notHere]).optional(),
  }),
});

export type AnalysisConfig = z.output<typeof schema>;
export type Predictor = NonNullable<AnalysisConfig["predictor"]>;

/** Methods of Clarify that this analyzer does not have. */
const methodsNotHere = ["shap", "pdp", "asymmetric_shapley_value"] as const;

/** @throws PersonError naming what is not implemented, or the path of what is wrong and what would be right */
export function readAnalysisConfig(document: unknown): AnalysisConfig {
  const methods = inside(document, "methods");
  const missing = methodsNotHere.filter((name) => inside(methods, name) !== undefined);
  if (missing.length > 0) {
    throw new PersonError(
      `methods.${missing.join(", methods.")}: not implemented on the local AWS, which computes metrics of bias: pre_training_bias and post_training_bias.`,
    );
  }
  const config = checked(schema, "analysis_config", document);
  if (inside(methods, "report") !== undefined)
    console.log("The report is not made here; analysis.json has its numbers.");
  return config;
}

function inside(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}
