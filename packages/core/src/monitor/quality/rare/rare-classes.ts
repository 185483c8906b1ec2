import * as z from "zod/mini";
import type { Problem } from "../metrics/outcome.ts";
import { sectionOf } from "../quality-statistics.ts";
import { type ClassCounts, classCounts } from "./class-counts.ts";

/** Classes that turn out less often than this, as a share, hardly move a model's accuracy. */
const rare = 0.1;
/** Where there are many classes each is rare: one is uneven below this share of what equal classes would have. */
const uneven = 0.5;
/** Classes that are judged, the rarest first: each is two lines that share the error with all others. */
const mostClasses = 3;
/** A class of which the baseline has fewer labels has no line: nobody knows how good the model was. */
const fewestLabels = 5;
/** How much worse than the baseline's a metric may be, as a share of it, as of every usual constraint. */
const usualSlack = 0.1;

/** A metric of a class: a share of counts, and the line that it should not fall below, as such a share. */
export interface ClassMetric {
  readonly metric: string;
  /** The counts of which its hits are a share. */
  readonly of: (counts: ClassCounts) => number;
  /** Turns a share of counts into the metric. */
  readonly told: (share: number) => number;
  readonly line: number;
}

/** A class that is rare in the baseline, and that the model knew there. */
export interface RareClass {
  readonly name: string;
  readonly recall: ClassMetric;
  readonly f1: ClassMetric;
  /**
   * So many labels are judged together: fewer, were none of them found, would not be certain, and many hours that cannot
   * be certain say less than one that can.
   */
  readonly needed: number;
}

const matrix = z.record(z.string(), z.record(z.string(), z.number().check(z.gte(0))));

/**
 * The classes whose recall and F1 are asked for, since accuracy does not see them: where one answer in a hundred is
 * positive, a model that finds none of them is right in 99 of 100. Both are shares of counts, recall of the class's
 * labels and F1 by way of the Jaccard index, hits over labels or answers of the class (J = F1 / (2 - F1)), so that their
 * chances are exact for the few answers that there are of a rare class (binomial).
 *
 * A line lies a tenth below the baseline's value, or two of its standard errors where the baseline has so few labels of
 * the class that this is more (Agresti and Coull 1998, https://doi.org/10.1080/00031305.1998.10480550).
 *
 * @param baseline a model-quality `statistics.json` as parsed JSON; without a confusion matrix no class is known to be rare
 * @param falseAlarmRate of hours without a change, in which any of the lines may be violated
 */
export function rareClasses(
  baseline: unknown,
  problem: Problem,
  falseAlarmRate: number,
): readonly RareClass[] {
  const parsed = matrix.safeParse(sectionOf(baseline, problem, "confusion_matrix"));
  if (!parsed.success) return [];
  const classes = [...classCounts(parsed.data, problem)].filter(([, { turnedOut }]) => turnedOut > 0);
  // Model Monitor calls the positive class "1" here; nobody can tell which of two other names it has.
  if (problem === "binary" && classes.some(([name]) => name !== "0" && name !== "1")) return [];
  const labels = classes.reduce((sum, [, { turnedOut }]) => sum + turnedOut, 0);
  const most = Math.min(rare, uneven / classes.length);
  const found = classes
    .filter(([, { turnedOut }]) => turnedOut < most * labels && turnedOut >= fewestLabels)
    .sort(([, one], [, other]) => one.turnedOut - other.turnedOut)
    .slice(0, mostClasses);
  const lines = 2 * found.length;
  const chance = -Math.expm1(Math.log1p(-falseAlarmRate) / lines);
  return found.flatMap(([name, counts]) => rareClass(name, counts, problem, chance));
}

function rareClass(name: string, trained: ClassCounts, problem: Problem, chance: number): RareClass[] {
  const [recallName, f1Name] = metricNames(name, problem);
  const recall: ClassMetric = {
    metric: recallName,
    of: ({ turnedOut }) => turnedOut,
    told: (share) => share,
    line: lowest(trained.hits, trained.turnedOut, (share) => share * (1 - usualSlack)),
  };
  const f1: ClassMetric = {
    metric: f1Name,
    of: unionOf,
    told: f1Of,
    line: lowest(trained.hits, unionOf(trained), (share) => jaccardOf(f1Of(share) * (1 - usualSlack))),
  };
  // A model that did not know the class has nothing to lose.
  if (recall.line <= 0) return [];
  return [{ name, recall, f1, needed: Math.ceil(Math.log(chance) / Math.log1p(-recall.line)) }];
}

function lowest(hits: number, of: number, slack: (share: number) => number): number {
  const share = hits / of;
  const middle = (hits + 2) / (of + 4);
  const standardError = Math.sqrt((middle * (1 - middle)) / (of + 4));
  return Math.min(slack(share), share - 2 * standardError);
}

/** Model Monitor's names where it has one: of a binary problem "1" is the positive class, whatever its label is. */
function metricNames(name: string, problem: Problem): readonly [recall: string, f1: string] {
  if (problem !== "binary") return [`recall of ${name}`, `f1 of ${name}`];
  return name === "1" ? ["recall", "f1"] : ["true_negative_rate", "f1 of the negative class"];
}

function unionOf({ hits, turnedOut, predicted }: ClassCounts): number {
  return turnedOut + predicted - hits;
}

function f1Of(jaccard: number): number {
  return (2 * jaccard) / (1 + jaccard);
}

function jaccardOf(f1: number): number {
  return f1 / (2 - f1);
}
