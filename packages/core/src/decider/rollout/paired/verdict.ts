import type { ModelPolicy } from "../../../policy/policy.ts";
import { decisionLine } from "../../../stats/sequential/block-e-process.ts";
import type { EntryData } from "../../../vocabulary/entry.ts";
import type { Rollout, RolloutPaired } from "../../../vocabulary/state.ts";
import type { PairedDecision, PairedEvidence, PairedReading } from "../../../vocabulary/trial/paired-runs.ts";
import { percent, round } from "../../../words/numbers.ts";
import { alphaEachWay } from "../evidence/alpha.ts";
import { meanDifference, pairedEvidenceOf, runValues } from "./evidence.ts";
import { counts, isAwaited, withRead } from "./evolve.ts";
import { isOwnFault } from "./runs.ts";

export interface PairedVerdict {
  readonly decision: PairedDecision;
  readonly reason: string;
  readonly counted: number;
  readonly evidence: PairedEvidence;
  readonly line: EntryData["paired-looked"]["line"];
}

type Trial = Pick<Rollout, "alpha" | "referee" | "deadline"> & { readonly paired: RolloutPaired };

interface Case {
  readonly trial: Trial;
  readonly paired: RolloutPaired;
  readonly rules: ModelPolicy["rollout"];
  readonly evidence: PairedEvidence;
  readonly line: PairedVerdict["line"];
  readonly now: Date;
}

/**
 * Judges one look at a challenger in transform jobs: it takes the jobs, is rolled back, goes on, or is held. Each run that
 * counts is one value, so that rows of one input may depend on each other as they like.
 */
export function pairedVerdict(
  trial: Trial,
  reading: PairedReading,
  rules: ModelPolicy["rollout"],
  now: Date,
): PairedVerdict {
  const paired = withRead(trial.paired, reading.runs);
  const evidence = pairedEvidenceOf(paired, trial.referee.notWorse.margin);
  const harms = [evidence.worse, evidence.disagrees].filter((shown) => shown !== null).length;
  const line = {
    harm: decisionLine(alphaEachWay / Math.max(1, harms)),
    proof: decisionLine(trial.alpha),
  };
  const counted = paired.runs.filter((run) => counts(paired, run)).length;
  return { evidence, line, counted, ...judge({ trial, paired, rules, evidence, line, now }, counted) };
}

function judge(one: Case, counted: number): Pick<PairedVerdict, "decision" | "reason"> {
  const { trial, paired, rules, now } = one;
  const harm = harmOf(one);
  if (harm !== null) return { decision: "roll-back", reason: harm };
  const { atLeast, atMost } = paired.limits;
  const lacking = lackingProof(one);
  if (counted >= atLeast && lacking === null)
    return { decision: "promote", reason: `${standing(one)} It takes the jobs.` };
  const short =
    counted < atLeast
      ? `${counted} of its runs count, and ${atLeast} are needed.${unreadInWords(paired)}`
      : `${lacking ?? ""}${unreadInWords(paired)}`;
  const isOver = now.getTime() >= Date.parse(trial.deadline);
  const isSpent = paired.runs.length >= atMost && paired.runs.every((run) => !isAwaited(paired, run));
  if (!isOver && !isSpent)
    return { decision: counted < atLeast ? "not-enough-data" : "continue", reason: short };
  const why = isOver ? `Its time is over (${trial.deadline})` : `Its ${atMost} runs are over`;
  const then = rules.atDeadline === "hold" ? "hold" : "roll back";
  return {
    decision: then === "hold" ? then : "roll-back",
    reason: `${why}, nothing is proved, and the policy says: ${then}. ${short}`,
  };
}

/** What a promotion lacks, in words; null when it lacks nothing. */
function lackingProof({ paired, rules, evidence, line }: Case): string | null {
  const { labels, agreement } = paired;
  const proof = rules.promoteWhen === "better" ? evidence.better : evidence.notWorse;
  if (labels && (proof ?? 0) < line.proof)
    return `That it is ${rules.promoteWhen} is not shown: ${differenceInWords(paired)}, ln E ${round(proof ?? 0)} of ${round(line.proof)}.`;
  if (agreement !== null && (evidence.agrees ?? 0) < line.proof)
    return `That both agree on ${percent(agreement)} of the rows is not shown: ${agreementInWords(paired)}, ln E ${round(evidence.agrees ?? 0)} of ${round(line.proof)}.`;
  return null;
}

/** Harm that is shown, in words; null while none is. */
function harmOf({ paired, evidence, line }: Case): string | null {
  const failed = paired.runs.find(({ read }) => read?.status === "failed" && isOwnFault(read.reason ?? ""));
  if (failed)
    return `Transform job ${failed.job} failed on the input of ${failed.of}: ${failed.read?.reason}`;
  const slow = slowness(paired);
  if (slow !== null) return slow;
  if ((evidence.worse ?? 0) >= line.harm)
    return `It is right less often than the champion of the same rows: ${differenceInWords(paired)}, ln E ${round(evidence.worse ?? 0)} crossed ${round(line.harm)}.`;
  if ((evidence.disagrees ?? 0) >= line.harm)
    return `It does not give the champion's answer to ${percent(paired.agreement ?? 0)} of the rows: ${agreementInWords(paired)}, ln E ${round(evidence.disagrees ?? 0)} crossed ${round(line.harm)}.`;
  return null;
}

/** Runs by which two jobs' times are compared: one may have waited for its machine. */
const timed = 3;

function slowness({ runs, slowerBy }: RolloutPaired): string | null {
  const seconds = runs.flatMap(({ read }) => read?.seconds ?? []);
  if (seconds.length < timed) return null;
  const sum = (of: "champion" | "challenger") => seconds.reduce((all, one) => all + one[of], 0);
  const [its, before] = [sum("challenger"), sum("champion")];
  return its > slowerBy * before
    ? `Its ${seconds.length} transform jobs took ${round(its)} seconds, more than ${slowerBy} times the champion's ${round(before)} on the same inputs.`
    : null;
}

/** How both stand, by the runs that count. */
function standing({ paired, evidence, rules }: Case): string {
  const { labels, agreement } = paired;
  const proof = rules.promoteWhen === "better" ? evidence.better : evidence.notWorse;
  return [
    ...(labels
      ? [`It is ${rules.promoteWhen}: ${differenceInWords(paired)} (ln E ${round(proof ?? 0)}).`]
      : []),
    ...(agreement === null
      ? []
      : [`It agrees with the champion: ${agreementInWords(paired)} (ln E ${round(evidence.agrees ?? 0)}).`]),
  ].join(" ");
}

function differenceInWords(paired: RolloutPaired): string {
  const { differences } = runValues(paired);
  const points = round(100 * meanDifference(paired));
  return `over ${differences.length} runs it was right in ${points} points more of the same rows on average`;
}

function agreementInWords(paired: RolloutPaired): string {
  const { agreements } = runValues(paired);
  const mean = agreements.reduce((sum, share) => sum + share, 0) / Math.max(1, agreements.length);
  return `over ${agreements.length} runs ${percent(mean)} of the rows on average`;
}

/** Why runs do not count, by the last that says so; empty where all do. */
function unreadInWords({ runs }: RolloutPaired): string {
  const unread = runs.filter(({ read }) => read?.status === "unread" || read?.status === "failed");
  const last = unread.at(-1);
  return last ? ` ${unread.length} could not be judged; the last: ${last.read?.reason}.` : "";
}
