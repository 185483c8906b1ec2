import { z } from "zod";

const filter = z.object({
  Name: z.string(),
  Operator: z
    .enum([
      ...["Equals", "NotEquals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan"],
      ...["LessThanOrEqualTo", "Contains", "Exists", "NotExists", "In"],
    ] as const)
    .optional(),
  Value: z.string().optional(),
});

export type Filter = z.infer<typeof filter>;

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_SearchExpression.html */
export interface SearchExpression {
  readonly Filters?: readonly Filter[] | undefined;
  readonly NestedFilters?:
    | readonly { readonly NestedPropertyName: string; readonly Filters: readonly Filter[] }[]
    | undefined;
  readonly SubExpressions?: readonly SearchExpression[] | undefined;
  readonly Operator?: "And" | "Or" | undefined;
}

const expression: z.ZodType<SearchExpression> = z.lazy(() =>
  z.object({
    Filters: z.array(filter).optional(),
    NestedFilters: z.array(z.object({ NestedPropertyName: z.string(), Filters: z.array(filter) })).optional(),
    SubExpressions: z.array(expression).optional(),
    Operator: z.enum(["And", "Or"]).optional(),
  }),
);

export const searchRequest = z.object({
  Resource: z.string(),
  SearchExpression: expression.optional(),
  SortBy: z.string().optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
  NextToken: z.string().optional(),
  MaxResults: z.int().optional(),
});
