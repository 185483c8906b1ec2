import { binomialLowerTail } from "../../../stats/distributions/binomial.ts";
import type { DriftFeature } from "../../../vocabulary/drift-window.ts";
import { featureOf, figure, type JudgedLine } from "../constraints.ts";
import type { PooledClass } from "./class-pools.ts";
import type { ClassMetric } from "./rare-classes.ts";

/** What came of a rare class in an hour, as the hour's statistics tell it. */
export interface ToldClass {
  readonly name: string;
  readonly state: "judged" | "waits" | "not-enough-data";
  readonly words: string;
}

/**
 * Recall and F1 of rare classes, each as a feature of a drift report: judged, waiting for more labels, or given up for
 * want of them. The chances of counts are exact (binomial); a line is violated when its chance is no more than its part of
 * `falseAlarmRate`, which all lines share (Sidak).
 */
export function judgeClasses(
  pools: readonly PooledClass[],
  falseAlarmRate: number,
): { readonly features: readonly DriftFeature[]; readonly told: readonly ToldClass[] } {
  const told = pools.map(toldOf);
  const lines = pools.flatMap((pool, at) => (told[at]?.state === "judged" ? linesOf(pool) : []));
  const rate = -Math.expm1(Math.log1p(-falseAlarmRate) / Math.max(1, lines.length));
  return { features: lines.map((line) => featureOf(line, rate)), told };
}

function toldOf(pool: PooledClass): ToldClass {
  const { trained, counts, isWaiting } = pool;
  const { name, needed } = trained;
  const labels = `${counts.turnedOut} labels of the class ${name}${hoursOf(pool)}`;
  if (isWaiting) {
    const words = `${labels}; ${needed} are needed. They are judged with the next hours'.`;
    return { name, state: "waits", words };
  }
  if (counts.turnedOut >= needed) return { name, state: "judged", words: `${labels}.` };
  return { name, state: "not-enough-data", words: `${labels}; ${needed} are needed.` };
}

function linesOf(pool: PooledClass): readonly JudgedLine[] {
  const { recall, f1 } = pool.trained;
  return f1.line > 0 ? [lineOf(recall, pool), lineOf(f1, pool)] : [lineOf(recall, pool)];
}

function lineOf({ metric, of, told, line }: ClassMetric, pool: PooledClass): JudgedLine {
  const { hits } = pool.counts;
  const all = of(pool.counts);
  const value = told(hits / all);
  return {
    side: "below",
    at: told(line),
    metric,
    value,
    // Its chances are exact, and no standard error is behind them.
    standardError: null,
    words: `${figure(value)} (${hits} of ${all}${pool.hours > 1 ? hoursOf(pool) : ""})`,
    beyond: told(line) - value,
    pValue: binomialLowerTail(hits, all, line),
  };
}

function hoursOf({ hours, start, end }: PooledClass): string {
  return ` in ${hours === 1 ? "the hour" : `${hours} hours`} from ${shortened(start)} to ${shortened(end)}`;
}

/** Hours begin on the hour. */
function shortened(moment: string): string {
  return moment.replace(/:00\.000Z$/, "Z");
}
