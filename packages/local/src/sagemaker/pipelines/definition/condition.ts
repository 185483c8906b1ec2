import { z } from "zod";
import type { Json } from "../expressions/json.ts";

/**
 * A condition of a Condition step; a step's conditions must all hold.
 * Source: https://sagemaker.readthedocs.io/en/stable/workflows/pipelines/sagemaker.workflow.pipelines.html#conditions
 */
export type Condition =
  | {
      readonly Type: "Equals" | "GreaterThan" | "GreaterThanOrEqualTo" | "LessThan" | "LessThanOrEqualTo";
      readonly LeftValue: Json;
      readonly RightValue: Json;
    }
  | { readonly Type: "In"; readonly QueryValue: Json; readonly Values: readonly Json[] }
  | { readonly Type: "Not"; readonly Expression: Condition }
  | { readonly Type: "Or"; readonly Conditions: readonly Condition[] };

const comparison = z.object({
  Type: z.enum(["Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"]),
  LeftValue: z.json(),
  RightValue: z.json(),
});

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion("Type", [
    comparison,
    z.object({ Type: z.literal("In"), QueryValue: z.json(), Values: z.array(z.json()).min(1) }),
    z.object({ Type: z.literal("Not"), Expression: conditionSchema }),
    z.object({ Type: z.literal("Or"), Conditions: z.array(conditionSchema).min(1) }),
  ]),
);
