import type * as z from "zod/mini";
import { broken, describeIssues } from "../../schema/issues.ts";
import { parseJson } from "../../schema/python-json.ts";
import type { Calibration } from "./calibration.ts";
import { statisticsDocument } from "./statistics-document.ts";
import { byCount } from "./statistics-of.ts";

/** Values from `lower` up to, and without, `upper`; the last bucket holds its `upper` too. */
interface Bucket {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

interface Counted {
  readonly name: string;
  readonly present: number;
  readonly missing: number;
}

export interface NumericBaseline extends Counted {
  readonly kind: "numeric";
  readonly standardDeviation: number | null;
  /** Rising and without gaps; empty when the document has no distribution. */
  readonly buckets: readonly Bucket[];
}

export interface StringBaseline extends Counted {
  readonly kind: "string";
  /** Most frequent first; their counts add up to less than `present` when the document leaves rare ones out. */
  readonly categories: readonly { readonly value: string; readonly count: number }[];
}

export type FeatureBaseline = NumericBaseline | StringBaseline;

/** What live rows are compared with: the distribution of each feature when the champion was trained. */
export interface Baseline {
  readonly rows: number;
  readonly features: readonly FeatureBaseline[];
  /** Features whose type the document does not know, which therefore cannot be watched. */
  readonly skipped: readonly string[];
  /** How windows without drift score; Model Monitor's own baselines have none. */
  readonly calibration?: Calibration;
}

export type BaselineAnswer =
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads Model Monitor's `statistics.json`, made by Model Monitor, by `statisticsOf` or by anyone else.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-statistics.html
 *
 * @returns the baseline, or a reason that names the path of what is wrong; never throws
 */
export function parseBaseline(text: string): BaselineAnswer {
  if (text.trim() === "") return refused("the file is empty; expected the JSON of a statistics.json");
  const read = parseJson(text);
  if (!read.ok) return refused(`the file is no JSON: ${read.reason}`);
  const json = read.value;
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return refused(broken("the file", json, "an object with the dataset's statistics"));
  }
  const parsed = statisticsDocument.safeParse(json);
  if (!parsed.success) return refused(describeIssues(parsed.error.issues, json));
  const { dataset, features, driftwheel } = parsed.data;
  const known = features.map(featureOf);
  return {
    ok: true,
    baseline: {
      rows: dataset.item_count,
      features: known.filter((feature) => feature !== null),
      skipped: features.filter((_, index) => known[index] === null).map(({ name }) => name),
      ...(driftwheel && { calibration: driftwheel.calibration }),
    },
  };
}

function refused(reason: string): BaselineAnswer {
  return { ok: false, reason };
}

type Feature = z.output<typeof statisticsDocument>["features"][number];

function featureOf(feature: Feature): FeatureBaseline | null {
  const { name, numerical_statistics: numeric, string_statistics: texts } = feature;
  if (numeric) {
    return {
      kind: "numeric",
      name,
      present: numeric.common.num_present,
      missing: numeric.common.num_missing,
      standardDeviation: numeric.std_dev,
      buckets: (numeric.distribution?.kll?.buckets ?? [])
        .map(({ lower_bound: lower, upper_bound: upper, count }) => ({ lower, upper, count }))
        .sort((one, other) => one.lower - other.lower),
    };
  }
  if (texts) {
    return {
      kind: "string",
      name,
      present: texts.common.num_present,
      missing: texts.common.num_missing,
      categories: (texts.distribution?.categorical?.buckets ?? []).toSorted(byCount),
    };
  }
  return null;
}
