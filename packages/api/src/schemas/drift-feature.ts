import { z } from "@hono/zod-openapi";

/** One feature's result in one window. */
export const driftFeatureSchema = z
  .object({
    feature: z.string().openapi({ example: "wind" }),
    check: z.string().openapi({ example: "baseline_drift_check" }),
    violated: z.boolean(),
    distance: z
      .number()
      .nullable()
      .openapi({ description: "How far from the baseline, in the check's unit.", example: 0.71 }),
    threshold: z.number().nullable().openapi({ example: 0.2 }),
    pValue: z.number().nullable(),
    description: z.string().openapi({ example: "PSI 0.71 over 480 rows" }),
  })
  .openapi("DriftFeature");
