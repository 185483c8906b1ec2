import { z } from "zod";
import type { Json } from "../expressions/json.ts";

/**
 * A condition of a Condition step; a step's conditions must all hold.
 * Source: https://sagemaker.readthedocs.io/en/stable/workflows/pipelines/sagemaker.workflow.pipelines.html#conditions
 */
export type Condition =
  | { readonly Type: Comparison; readonly LeftValue: Json; readonly RightValue: Json }
  | { readonly Type: "In" | "NotIn"; readonly QueryValue: Json; readonly Values: readonly Json[] }
  | { readonly Type: "Not"; readonly Expression: Condition }
  | { readonly Type: "Or"; readonly Conditions: readonly Condition[] };

export type Comparison = z.infer<typeof comparisonType>;

const comparisonType = z.enum([
  "Equals",
  "NotEquals",
  "GreaterThan",
  "GreaterThanOrEqualTo",
  "LessThan",
  "LessThanOrEqualTo",
]);

const comparison = z.strictObject({ Type: comparisonType, LeftValue: z.json(), RightValue: z.json() });

/** The SDK names the members `QueryValue` and `Values`, the definition's JSON schema `Value` and `In`. */
const membership = z
  .strictObject({
    Type: z.enum(["In", "NotIn"]),
    QueryValue: z.json().optional(),
    Value: z.json().optional(),
    Values: z.array(z.json()).min(1).optional(),
    In: z.array(z.json()).min(1).optional(),
  })
  .transform(({ Type, QueryValue, Value, Values, In }, context) => {
    const [query, values] = [QueryValue ?? Value, Values ?? In];
    if (query !== undefined && values !== undefined) return { Type, QueryValue: query, Values: values };
    context.addIssue({ code: "custom", message: `${Type} needs QueryValue and Values.` });
    return z.NEVER;
  });

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion("Type", [
    comparison,
    membership,
    z.strictObject({ Type: z.literal("Not"), Expression: conditionSchema }),
    z.strictObject({ Type: z.literal("Or"), Conditions: z.array(conditionSchema).min(1) }),
  ]),
);
