import type * as z from "zod/mini";
import { broken, describeIssues } from "../../schema/issues.ts";
import { parseJson } from "../../schema/python-json.ts";
import type { DerivedField } from "../derived/derived-field.ts";
import { derivedNames, kindInWords } from "../derived/derived-names.ts";
import type { Estimation } from "../estimated/estimation.ts";
import type { Pair } from "../joint/pair.ts";
import type { Place } from "../payloads/payload.ts";
import { categoryGroups } from "../values/category-group.ts";
import { type Bucket, readDistribution } from "./buckets-of.ts";
import type { BlockDispersion, Calibration } from "./calibration.ts";
import { statisticsDocument } from "./statistics-document.ts";
import { byCount } from "./statistics-of.ts";

/** With fewer different texts a column of few rows may well be of categories. */
const fewestIdentifiers = 100;

interface Counted {
  readonly name: string;
  readonly present: number;
  readonly missing: number;
}

export interface NumericBaseline extends Counted {
  readonly kind: "numeric";
  readonly standardDeviation: number | null;
  /** Whether all of its numbers are 0 or 1, for which booleans stand too; left out when they are not. */
  readonly isBinary?: boolean;
  /** Values that were infinite; `present` has them too, and no bucket has. Left out when there were none. */
  readonly infinite?: number;
  /** Rising and without gaps; empty when the document has no distribution. */
  readonly buckets: readonly Bucket[];
}

export interface StringBaseline extends Counted {
  readonly kind: "string";
  /** Most frequent first; their counts add up to less than `present` when the document leaves rare ones out. */
  readonly categories: readonly { readonly value: string; readonly count: number }[];
  /** Values of categories that are not listed, by `groupOfCategory`; left out when all are, or nobody counted so. */
  readonly unlisted?: readonly number[];
  /** Whether its categories are the cells of two features (`pairFeature`); left out when they are not. */
  readonly isPair?: boolean;
}

export type FeatureBaseline = NumericBaseline | StringBaseline;

/** What live rows are compared with: the distribution of each feature when the champion was trained. */
export interface Baseline {
  readonly rows: number;
  readonly features: readonly FeatureBaseline[];
  /** Features whose type the document does not know, which therefore cannot be watched. */
  readonly skipped: readonly string[];
  /** What is not plain of the document, feature by feature: above all what could not be used. Left out when all is. */
  readonly notes?: readonly string[];
  /** How windows without drift score; Model Monitor's own baselines have none. */
  readonly calibration?: Calibration;
  /** How much blocks of training rows differ; left out where they differ by chance only, or nobody looked. */
  readonly dispersion?: BlockDispersion;
  /** Features that go together; left out when the document names none. */
  readonly pairs?: readonly Pair[];
  /** Columns of embeddings and texts, and what their features are made by; left out when there are none. */
  readonly derived?: readonly DerivedField[];
  /** What performance is estimated from; left out when the document has none. */
  readonly estimation?: Estimation;
  /** Features that are what the model answers, and where in captured output; left out when there are none. */
  readonly predictions?: readonly { readonly name: string; readonly place: Place }[];
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
  const notes: string[] = [];
  const known = features.map((feature) => featureOf(feature, notes));
  for (const name of driftwheel?.sorted ?? []) {
    notes.push(
      `${name}: the training rows are sorted by it: their order does not tell how much windows differ`,
    );
  }
  for (const field of driftwheel?.derived ?? []) {
    notes.push(`${field.column}: ${kindInWords(field)}, watched by ${derivedNames(field).join(", ")}`);
  }
  return {
    ok: true,
    baseline: {
      rows: dataset.item_count,
      features: known.filter((feature) => feature !== null),
      skipped: features.filter((_, index) => known[index] === null).map(({ name }) => name),
      ...(notes.length > 0 && { notes }),
      ...(driftwheel?.calibration && { calibration: driftwheel.calibration }),
      ...(driftwheel?.dispersion && { dispersion: driftwheel.dispersion }),
      ...(driftwheel?.derived && { derived: driftwheel.derived }),
      ...(driftwheel?.estimation && { estimation: driftwheel.estimation }),
      ...(driftwheel?.pairs && { pairs: driftwheel.pairs }),
      ...(driftwheel?.predictions && { predictions: driftwheel.predictions }),
    },
  };
}

function refused(reason: string): BaselineAnswer {
  return { ok: false, reason };
}

type Feature = z.output<typeof statisticsDocument>["features"][number];

function featureOf(feature: Feature, notes: string[]): FeatureBaseline | null {
  const { name, numerical_statistics: numeric, string_statistics: texts, driftwheel } = feature;
  if (numeric) return numbersOf(feature, numeric, notes);
  if (!texts) return null;
  const categories = (texts.distribution?.categorical?.buckets ?? []).toSorted(byCount);
  const { num_present: present, num_missing: missing } = texts.common;
  if (categories.length === 0 && present > 0) {
    notes.push(`${name}: its categories are not listed: only missing values are watched`);
  }
  if (isIdentifier(texts.distinct_count ?? 0, present)) {
    notes.push(`${name}: most of its values are there once, as an id is: it is left out`);
    return null;
  }
  const unlisted = driftwheel?.unlisted;
  const isGrouped = unlisted?.length === categoryGroups;
  return { kind: "string", name, present, missing, categories, ...(isGrouped && { unlisted }) };
}

/** Whether so many different texts are names of their rows, of which the next window has none again. */
function isIdentifier(distinct: number, present: number): boolean {
  return distinct > fewestIdentifiers && distinct > present / 2;
}

function numbersOf(
  { name, inferred_type: type, driftwheel }: Feature,
  { common, std_dev, min, max, distribution }: NonNullable<Feature["numerical_statistics"]>,
  notes: string[],
): NumericBaseline {
  const { num_present: present, num_missing: missing } = common;
  const kll = distribution?.kll;
  const own = driftwheel?.infinite ?? 0;
  const read = readDistribution(kll ? { buckets: kll.buckets ?? [], sketch: kll.sketch } : null, {
    present: present - own,
    min,
    max,
  });
  if (read.note !== null) notes.push(`${name}: ${read.note}`);
  const infinite = own + read.infinite;
  return {
    kind: "numeric",
    name,
    present,
    missing,
    standardDeviation: std_dev,
    ...(isBinary(read.buckets, type) && { isBinary: true }),
    ...(infinite > 0 && { infinite }),
    buckets: read.buckets,
  };
}

/** Whether all numbers are 0 or 1: integers between them, or buckets that begin and end at nothing else. */
function isBinary(buckets: readonly Bucket[], type: string | null | undefined): boolean {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last || first.lower < 0 || last.upper > 1) return false;
  const isBound = (bound: number) => bound === 0 || bound === 1;
  if (type === "Integral") return true;
  return buckets.every(({ lower, upper }) => isBound(lower) && isBound(upper)) && last.lower === last.upper;
}
