import { z } from "zod";

/** What a definition may write in the place of a value; the graph knows whether it can be resolved. */
const expression = z.record(z.string(), z.json());
const flag = z.union([z.boolean(), expression], { error: "Expected true, false or an expression." });
const text = z
  .union([z.string().min(1), expression], { error: "Expected a text or an expression." })
  .nullish();

/**
 * What says how a check goes about earlier baselines. The Python SDK writes null where nothing is told; defaults are its.
 * Sources: https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-quality-clarify-baseline-lifecycle.html and the
 * Python SDK, `QualityCheckStep.to_request` and `ClarifyCheckStep.to_request`.
 */
const check = {
  SkipCheck: flag.default(false),
  FailOnViolation: flag.default(true),
  RegisterNewBaseline: flag.default(false),
  ModelPackageGroupName: text,
  SuppliedBaselineConstraints: text,
};

export const qualityCheck = {
  Type: z.literal("QualityCheck"),
  CheckType: z.enum(["DATA_QUALITY", "MODEL_QUALITY"]),
  ...check,
  SuppliedBaselineStatistics: text,
};

export const clarifyCheck = {
  Type: z.literal("ClarifyCheck"),
  CheckType: z.enum(["DATA_BIAS", "MODEL_BIAS", "MODEL_EXPLAINABILITY"]),
  ...check,
  /** Of the model that is asked. */
  ModelName: text,
};
