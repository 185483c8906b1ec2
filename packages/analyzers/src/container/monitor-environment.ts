import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { describeIssues } from "@driftwheel/core/schema/issues.ts";
import { z } from "zod";

/** JSON that only names what it has no more to say of is an object. */
const truth = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")], {
  error: "true or false",
});

/** As `DatasetFormat` of the Python SDK writes it; the container contract has `line` where that has `lines`. */
const datasetFormat = z.union(
  [
    z.strictObject({
      csv: z.strictObject({ header: truth, output_columns_position: z.enum(["START", "END"]).optional() }),
    }),
    z.strictObject({ json: z.strictObject({ lines: truth.optional(), line: truth.optional() }) }),
    z.strictObject({ parquet: z.strictObject({}) }),
  ],
  {
    error:
      '{"csv": {"header": true}}, {"json": {"lines": true}} or {"parquet": {}}; captured requests are not read here',
  },
);

const json = z.string("is a text of JSON").transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: "custom", message: "JSON" });
    return z.NEVER;
  }
});

const path = z.string("a folder of the container").min(1, "a folder of the container");

const threshold = z.coerce
  .number("a share from 0 to 1")
  .min(0, "a share from 0 to 1")
  .max(1, "a share from 0 to 1");

/**
 * What the container of Model Monitor is told by its environment.
 * Sources: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-contract-inputs.html and the Python SDK,
 * `ModelMonitor._generate_env_map`.
 */
const schema = z.object({
  analysis_type: z
    .enum(["DATA_QUALITY", "MODEL_QUALITY"], { error: "DATA_QUALITY or MODEL_QUALITY" })
    .default("DATA_QUALITY"),
  dataset_format: json.pipe(datasetFormat),
  dataset_source: path,
  output_path: path,
  baseline_statistics: path.optional(),
  baseline_constraints: path.optional(),
  problem_type: z
    .enum(["Regression", "BinaryClassification", "MulticlassClassification"], {
      error: "Regression, BinaryClassification or MulticlassClassification",
    })
    .optional(),
  inference_attribute: z.string().optional(),
  probability_attribute: z.string().optional(),
  ground_truth_attribute: z.string().optional(),
  probability_threshold_attribute: threshold.optional(),
});

export type MonitorEnvironment = z.output<typeof schema>;

/** What the image of AWS runs and this one does not: scripts in Python's own environment. */
const scripts = ["record_preprocessor_script", "post_analytics_processor_script"] as const;

/** @throws PersonError naming the variable that is wrong, and what would be right */
export function monitorEnvironment(variables: NodeJS.ProcessEnv): MonitorEnvironment {
  for (const name of scripts) {
    if (variables[name] !== undefined) {
      throw new PersonError(
        `${name} is not implemented on the local AWS; do it in a Processing step before this one.`,
      );
    }
  }
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  throw new PersonError(describeIssues(parsed.error.issues, variables));
}
