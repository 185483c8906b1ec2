import * as z from "zod/mini";
import type { DocumentBucket } from "./decile-buckets.ts";
import { ownField } from "./own-field.ts";

const count = z.number("a count, 0 or more").check(z.gte(0, "a count, 0 or more"));

const noNumbers = ["NaN", "Infinity", "-Infinity"];

/** JSON has no NaN: Model Monitor writes such numbers as texts, and Python bare. */
const statistic = z.pipe(
  z.nullish(
    z.custom<number | string>(
      (value) => typeof value === "number" || (typeof value === "string" && noNumbers.includes(value)),
      'a number or "NaN"',
    ),
  ),
  z.transform((value) => (typeof value === "number" && Number.isFinite(value) ? value : null)),
);

const common = z.object(
  { num_present: count, num_missing: count },
  "an object with num_present and num_missing",
);

const bucket = z.object(
  { lower_bound: statistic, upper_bound: statistic, count },
  "an object with lower_bound, upper_bound and count",
);

const category = z.object(
  { value: z.pipe(z.union([z.string(), z.number(), z.boolean()], "a text"), z.transform(String)), count },
  "an object with value and count",
);

/**
 * Model Monitor's statistics.json, as far as it is read; further fields are left alone.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-statistics.html
 */
export const statisticsDocument = z.object(
  {
    dataset: z.object({ item_count: count }, "an object with item_count"),
    features: z.array(
      z.object(
        {
          name: z.string("the feature's name"),
          inferred_type: z.nullish(z.string("a text")),
          driftwheel: z.nullish(
            z.object(
              {
                infinite: z.optional(count),
                unlisted: z.optional(z.array(count, "a list of counts")),
              },
              "an object with infinite or unlisted",
            ),
          ),
          numerical_statistics: z.nullish(
            z.object(
              {
                common,
                std_dev: statistic,
                min: statistic,
                max: statistic,
                distribution: z.nullish(
                  z.object({
                    kll: z.nullish(
                      z.object(
                        {
                          buckets: z.nullish(z.array(bucket, "a list of buckets")),
                          sketch: z.optional(z.unknown()),
                        },
                        "an object",
                      ),
                    ),
                  }),
                ),
              },
              "an object with the numbers' statistics",
            ),
          ),
          string_statistics: z.nullish(
            z.object(
              {
                common,
                distinct_count: z.nullish(count),
                distribution: z.nullish(
                  z.object({
                    categorical: z.nullish(
                      z.object({ buckets: z.array(category, "a list of categories") }, "an object"),
                    ),
                  }),
                ),
              },
              "an object with the texts' statistics",
            ),
          ),
        },
        "an object with the feature's statistics",
      ),
      "a list of features",
    ),
    driftwheel: z.optional(ownField),
  },
  "an object with the dataset's statistics",
);

/** The document as `statisticsOf` writes it. */
export interface StatisticsDocument {
  readonly version: number;
  readonly dataset: { readonly item_count: number };
  readonly features: readonly StatisticsFeature[];
}

interface Common {
  readonly num_present: number;
  readonly num_missing: number;
}

export type StatisticsFeature =
  | { readonly name: string; readonly inferred_type: "Unknown" }
  | {
      readonly name: string;
      readonly inferred_type: "Integral" | "Fractional";
      readonly numerical_statistics: {
        readonly common: Common;
        readonly mean: number;
        readonly sum: number;
        readonly std_dev: number;
        readonly min: number;
        readonly max: number;
        readonly distribution: {
          readonly kll: {
            readonly buckets: readonly DocumentBucket[];
            readonly sketch: {
              readonly parameters: { readonly c: number; readonly k: number };
              readonly data: readonly (readonly number[])[];
            };
          };
        };
      };
      /** Driftwheel's own: infinite values, which count as present and to nothing else. Left out when there are none. */
      readonly driftwheel?: { readonly infinite: number };
    }
  | {
      readonly name: string;
      readonly inferred_type: "String";
      readonly string_statistics: {
        readonly common: Common;
        readonly distinct_count: number;
        readonly distribution: {
          readonly categorical: {
            readonly buckets: readonly { readonly value: string; readonly count: number }[];
          };
        };
      };
      /**
       * Driftwheel's own: values of categories beyond those that are listed, by `groupOfCategory`. Left out when all
       * are listed.
       */
      readonly driftwheel?: { readonly unlisted: readonly number[] };
    };
