import * as z from "zod/mini";
import { binomialLowerTail } from "../../stats/distributions/binomial.ts";
import type { Quality } from "./measure.ts";
import { asLabel, type Problem } from "./metrics/outcome.ts";
import { sectionOf } from "./quality-statistics.ts";

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

/** What one class's metrics are counted from. */
interface ClassCounts {
  readonly name: string;
  /** Answers of this class that were right. */
  readonly hits: number;
  /** Labels of this class. */
  readonly turnedOut: number;
  /** Answers of this class. */
  readonly predicted: number;
}

/** A metric of one class in a window, beside the line that it should not fall below. */
export interface ClassLine {
  readonly metric: string;
  readonly value: number;
  readonly line: number;
  /** Chance of a value as low, or lower, of a model that stands exactly at the line. */
  readonly pValue: number;
  readonly words: string;
}

const matrix = z.record(z.string(), z.record(z.string(), z.number().check(z.gte(0))));

/**
 * Recall and F1 of the classes that are rare in the baseline, which accuracy does not see: where one answer in a hundred
 * is positive, a model that finds none of them is right in 99 of 100. Both are shares of counts, recall of the class's
 * labels and F1 by way of the Jaccard index, hits over labels or answers of the class (J = F1 / (2 - F1)), so that the
 * chances are exact for the few answers that an hour has of a rare class (binomial).
 *
 * A line lies a tenth below the baseline's value, or two of its standard errors where the baseline has so few labels of
 * the class that this is more (Agresti and Coull 1998, https://doi.org/10.1080/00031305.1998.10480550).
 *
 * @param baseline a model-quality `statistics.json` as parsed JSON; without a confusion matrix no class is known to be rare
 */
export function rareClassLines(
  { problem, confusion }: Pick<Quality, "problem" | "confusion">,
  baseline: unknown,
): { readonly lines: readonly ClassLine[]; readonly unmeasured: readonly string[] } {
  const lines: ClassLine[] = [];
  const unmeasured: string[] = [];
  const counted = new Map(countsOf(confusion ?? {}, problem).map((counts) => [counts.name, counts]));
  for (const trained of rareClasses(baseline, problem)) {
    const { name } = trained;
    const found = counted.get(name) ?? { name, hits: 0, turnedOut: 0, predicted: 0 };
    const [recall, f1] = metricNames(name, problem);
    if (found.turnedOut === 0) {
      unmeasured.push(`${recall}: no label is of the class ${name}, which is rare in the baseline`);
      continue;
    }
    lines.push(...recallLine(recall, trained, found), ...f1Line(f1, trained, found));
  }
  return { lines, unmeasured };
}

function recallLine(metric: string, trained: ClassCounts, found: ClassCounts): readonly ClassLine[] {
  const line = lowest(trained.hits, trained.turnedOut, (share) => share * (1 - usualSlack));
  return lineOf(metric, found.hits, found.turnedOut, line, (share) => share);
}

function f1Line(metric: string, trained: ClassCounts, found: ClassCounts): readonly ClassLine[] {
  const line = lowest(trained.hits, unionOf(trained), (share) => jaccardOf(f1Of(share) * (1 - usualSlack)));
  return lineOf(metric, found.hits, unionOf(found), line, f1Of);
}

/** @param told turns a share of counts into the metric */
function lineOf(
  metric: string,
  hits: number,
  of: number,
  line: number,
  told: (share: number) => number,
): readonly ClassLine[] {
  // A model that did not know the class has nothing to lose.
  if (line <= 0) return [];
  const pValue = binomialLowerTail(hits, of, line);
  return [{ metric, value: told(hits / of), line: told(line), pValue, words: `${hits} of ${of}` }];
}

function lowest(hits: number, of: number, slack: (share: number) => number): number {
  const share = hits / of;
  const middle = (hits + 2) / (of + 4);
  const standardError = Math.sqrt((middle * (1 - middle)) / (of + 4));
  return Math.min(slack(share), share - 2 * standardError);
}

function rareClasses(baseline: unknown, problem: Problem): readonly ClassCounts[] {
  const parsed = matrix.safeParse(sectionOf(baseline, problem, "confusion_matrix"));
  if (!parsed.success) return [];
  const classes = countsOf(parsed.data, problem).filter(({ turnedOut }) => turnedOut > 0);
  // Model Monitor calls the positive class "1" here; nobody can tell which of two other names it has.
  if (problem === "binary" && classes.some(({ name }) => name !== "0" && name !== "1")) return [];
  const labels = classes.reduce((sum, { turnedOut }) => sum + turnedOut, 0);
  const most = Math.min(rare, uneven / classes.length);
  return classes
    .filter(({ turnedOut }) => turnedOut < most * labels && turnedOut >= fewestLabels)
    .sort((one, other) => one.turnedOut - other.turnedOut)
    .slice(0, mostClasses);
}

/** @param confusion rows are what turned out, columns what was predicted */
function countsOf(
  confusion: Readonly<Record<string, Readonly<Record<string, number>>>>,
  problem: Problem,
): readonly ClassCounts[] {
  const byClass = new Map<string, { hits: number; turnedOut: number; predicted: number }>();
  const of = (written: string) => {
    const name = String(asLabel(written, problem) ?? written);
    const there = byClass.get(name) ?? { hits: 0, turnedOut: 0, predicted: 0 };
    byClass.set(name, there);
    return there;
  };
  for (const [label, row] of Object.entries(confusion)) {
    for (const [prediction, count] of Object.entries(row)) {
      const [actual, answered] = [of(label), of(prediction)];
      actual.turnedOut += count;
      answered.predicted += count;
      if (actual === answered) actual.hits += count;
    }
  }
  return [...byClass].map(([name, counts]) => ({ name, ...counts }));
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
