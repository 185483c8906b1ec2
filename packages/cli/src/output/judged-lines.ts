import { segmentLine, worstSegment } from "@driftwheel/core/decider/rollout/evidence/segments.ts";
import { meanOf, type ValueSums } from "@driftwheel/core/stats/sequential/mean-process.ts";
import type { VariantMetrics } from "@driftwheel/core/vocabulary/trial/look-metrics.ts";
import type { SplitCheck } from "@driftwheel/core/vocabulary/trial/split.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { percent } from "@driftwheel/core/words/numbers.ts";
import { valueInWords } from "@driftwheel/core/words/value.ts";
import { shortTime } from "../context/clock.ts";
import type { Context } from "../context/context.ts";
import type { TrialBegun, TrialEnded, TrialLooked, TrialStep } from "../judge/judge-trial.ts";
import { figure } from "./numbers.ts";
import { type Column, table } from "./table.ts";
import { oneLine } from "./wrap.ts";

const iso = (at: number) => new Date(at).toISOString();

/**
 * What `--json` prints of a look, or of a trial's end with what it was judged by; durations in milliseconds.
 *
 * @param begun null for a trial that has not begun
 */
export function stepJson(step: TrialLooked | TrialEnded, begun: TrialBegun | null): object {
  const { trial } = step;
  if (step.kind === "ended") {
    return { trial, end: step.end, at: iso(step.at), because: step.because, ...(begun && begunJson(begun)) };
  }
  const { look, at, champion, challenger, values, weight, verdict } = step;
  return {
    trial,
    look,
    at: iso(at),
    champion: armJson(champion, values?.champion),
    challenger: armJson(challenger, values?.challenger),
    evidence: verdict.evidence,
    lines: verdict.line,
    designEffects: verdict.designEffects,
    split: verdict.split,
    weight,
    decision: verdict.decision,
    because: verdict.reason,
  };
}

function begunJson({ start, deadline, history, unit, maturity, warmUp, atLeast }: TrialBegun) {
  return {
    start: iso(start),
    deadline: iso(deadline),
    history: historyJson(history),
    unit,
    maturity,
    warmUp,
    atLeast,
  };
}

function historyJson({
  rate,
  errorRate,
  latency,
  seen,
  designEffects,
  cycle,
  missing,
  values,
}: TrialBegun["history"]) {
  return {
    requests: seen?.invocations ?? 0,
    trials: seen?.trials ?? 0,
    successes: seen?.successes ?? 0,
    errors: seen?.errors ?? 0,
    // Values are neither good nor bad, so none of them is a success.
    ...(values
      ? { values: { mean: meanBefore(values), better: values.better, low: values.low, high: values.high } }
      : { rate }),
    errorRate,
    slowAboveMilliseconds: latency === null ? null : latency / 1_000,
    designEffects: designEffects ?? null,
    cycle: cycle ?? "unknown",
    missing: missing ?? "unknown",
  };
}

function meanBefore({ past }: NonNullable<TrialBegun["history"]["values"]>): number | null {
  return past.count > 0 ? meanOf(past) : null;
}

function armJson({ invocations, trials, successes, errors, slow }: VariantMetrics, values?: ValueSums) {
  const mean = values && values.count > 0 ? meanOf(values) : null;
  return {
    requests: invocations,
    trials,
    successes,
    ...(values && { values: { count: values.count, mean } }),
    errors,
    slow,
  };
}

/** A trial for people: what it is judged by, a table of its looks, and how it ended. */
export function trialLines(steps: readonly TrialStep[], context: Context): readonly string[] {
  const looks = steps.filter((step) => step.kind === "looked");
  const shown = looks.length > 0 ? table(looks, columnsOf(looks, context), context) : [];
  return steps.flatMap((step) => {
    if (step.kind === "begun") return [...begunLines(step), ...shown];
    return step.kind === "ended" ? [endLine(step, context), ""] : [];
  });
}

/** How all trials ended. */
export function summaryLines(ends: readonly TrialEnded[]): readonly string[] {
  const count = (end: TrialEnded["end"]) => ends.filter((one) => one.end === end).length;
  return [
    `${ends.length} trials: ${count("promote")} promoted, ${count("roll back")} rolled back, ${count("deadline")} at the deadline, ${count("open")} open`,
  ];
}

function begunLines({
  trial,
  start,
  history,
  unit,
  maturity,
  warmUp,
  atLeast,
}: TrialBegun): readonly string[] {
  const { seen, latency, designEffects } = history;
  const slow = latency === null ? "" : `; slow is above ${figure(latency / 1_000)} ms`;
  const known =
    maturity === null
      ? "as the trial itself shows"
      : maturity === 0
        ? "at once"
        : `after ${inWords(maturity)}`;
  return [
    `Trial ${oneLine(trial)} from ${shortTime(iso(start))} UTC. The champion before: ${seen?.invocations ?? 0} requests, ${outcomesInWords(history)}${slow}.`,
    `Outcomes belong together by ${unit} (design effect before ${figure(designEffects?.outcomes ?? 1)}) and are known ${known}; warm-up ${inWords(warmUp)}, at least ${inWords(atLeast)}.`,
  ];
}

function outcomesInWords({ seen, rate, values }: TrialBegun["history"]): string {
  const outcomes = seen?.trials ?? 0;
  const bounds = values ? `; values are within ${figure(values.low)} and ${figure(values.high)}` : "";
  if (outcomes === 0) return `no outcomes are known of it${bounds}`;
  if (!values) return `right in ${percent(rate)} of ${outcomes} outcomes`;
  return `a mean of ${figure(meanOf(values.past))} in ${outcomes} outcomes${bounds}, and ${values.better} is better`;
}

const percentOf = (share: number) => `${figure(share)}%`;

function armText({ successes, trials, invocations }: VariantMetrics, values?: ValueSums): string {
  if (trials === 0) return `${invocations} requests`;
  return values && values.count > 0
    ? `${figure(meanOf(values))} in ${values.count}`
    : `${successes} of ${trials}`;
}

function columnsOf(looks: readonly TrialLooked[], { colors }: Context): readonly Column<TrialLooked>[] {
  const evidence = (value: number, line: number) => {
    const shown = value.toFixed(2).replace(/^-(0\.00)$/, "$1");
    return `${shown}${value >= line ? "*" : " "}`;
  };
  const good = (heading: string, of: "better" | "notWorse"): Column<TrialLooked> => ({
    heading,
    right: true,
    text: ({ verdict }) => evidence(verdict.evidence[of], verdict.line.better),
    colour: (cell, { verdict }) => (verdict.evidence[of] >= verdict.line.better ? colors.green(cell) : cell),
  });
  const bad = (heading: string, of: "worse" | "errors" | "slow"): Column<TrialLooked> => ({
    heading,
    right: true,
    text: ({ verdict }) => evidence(verdict.evidence[of], verdict.line.harm),
    colour: (cell, { verdict }) => (verdict.evidence[of] >= verdict.line.harm ? colors.red(cell) : cell),
  });
  const segments: Column<TrialLooked> = {
    heading: "worst segment",
    text: ({ verdict }) => {
      const worst = worstSegment(verdict.evidence);
      return worst ? `${worst.name} ${evidence(worst.shown, segmentLineOf(verdict))}` : "";
    },
    colour: (cell, { verdict }) =>
      (worstSegment(verdict.evidence)?.shown ?? 0) >= segmentLineOf(verdict) ? colors.red(cell) : cell,
  };
  const split: Column<TrialLooked> = {
    heading: "split",
    text: ({ verdict }) => (isTold(verdict.split) ? splitText(verdict.split) : "?"),
    colour: (cell, { verdict }) => (verdict.split?.found === "mismatch" ? colors.red(cell) : cell),
  };
  return [
    { heading: "look", right: true, text: ({ look }) => String(look) },
    { heading: "time (UTC)", text: ({ at }) => shortTime(iso(at)), colour: (cell) => colors.dim(cell) },
    { heading: "share", right: true, text: ({ weight }) => percentOf(weight) },
    { heading: "champion", right: true, text: ({ champion, values }) => armText(champion, values?.champion) },
    {
      heading: "challenger",
      right: true,
      text: ({ challenger, values }) => armText(challenger, values?.challenger),
    },
    good("better", "better"),
    good("not worse", "notWorse"),
    bad("worse", "worse"),
    bad("errors", "errors"),
    bad("slow", "slow"),
    ...(looks.some(({ verdict }) => isTold(verdict.split)) ? [split] : []),
    ...(looks.some(({ verdict }) => verdict.evidence.segments) ? [segments] : []),
    {
      heading: "decision",
      text: ({ verdict }) => valueInWords(verdict.decision),
      colour: (cell, { verdict }) => decisionColour(verdict.decision, cell, colors),
    },
  ];
}

function isTold(split: SplitCheck | null): split is SplitCheck {
  return split !== null && split.found !== "not enough data";
}

/** What was served of what was asked for. */
function splitText({ found, served }: SplitCheck): string {
  return `${figure(served * 100)}%${found === "mismatch" ? "*" : " "}`;
}

function segmentLineOf({ evidence, line }: TrialLooked["verdict"]): number {
  return segmentLine(line.harm, evidence);
}

function decisionColour(
  decision: TrialLooked["verdict"]["decision"],
  text: string,
  colors: Context["colors"],
): string {
  if (decision === "promote") return colors.green(text);
  if (decision === "roll-back" || decision === "hold") return colors.red(text);
  return decision === "deadline" ? colors.yellow(text) : colors.dim(text);
}

const endings: Readonly<Record<TrialEnded["end"], string>> = {
  promote: "promoted",
  "roll back": "rolled back",
  deadline: "at its deadline",
  open: "open where the rows end",
};

function endLine({ trial, end, at, because }: TrialEnded, { colors }: Context): string {
  const colour = {
    promote: colors.green,
    "roll back": colors.red,
    deadline: colors.yellow,
    open: colors.dim,
  };
  return `Trial ${oneLine(trial)} is ${colour[end](endings[end])} at ${shortTime(iso(at))} UTC. ${because}`;
}
