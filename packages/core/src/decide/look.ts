import type { EntryData, Evidence, LookDecision } from "../ledger/entry.ts";
import type { Rollout } from "../ledger/state.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { Reading } from "../rollout/reading.ts";
import { evidenceOf, withReading } from "../rollout/referee.ts";
import type { LookRead } from "../signals/signal.ts";
import { bernoulliConfidenceSequence } from "../stats/bernoulli-confidence-sequence.ts";
import { decisionLine } from "../stats/block-e-process.ts";
import type { Notebook } from "./notebook.ts";
import { percent, round } from "./numbers-in-words.ts";
import { hold, promote, rollBack, shift } from "./rollout-end.ts";

/** Error probability of a false promotion, and of a false roll back by all harms together. */
const alphaEachWay = 0.025;
const notWorseAlpha = 0.05;

interface Verdict {
  readonly decision: LookDecision;
  readonly reason: string;
}

/** Judges one look at both variants: promote, roll back, shift, continue, not enough data, or deadline. */
export function decideOnLook(notes: Notebook, signal: LookRead, policy: ModelPolicy): void {
  const { rollout } = notes.state;
  // A look that was decided on, of an execution that lives on after its rollout, or while the endpoint changes.
  if (
    !rollout ||
    rollout.rollout !== signal.rollout ||
    rollout.phase !== "looking" ||
    signal.look !== rollout.looks + 1
  ) {
    return;
  }
  const { reading } = signal;
  const evidence = evidenceOf(withReading(rollout.referee, reading.champion, reading.challenger));
  const judges = judgesOf(rollout, reading, policy);
  const line = { better: decisionLine(alphaEachWay), harm: decisionLine(alphaEachWay / judges.length) };
  const proved = rollout.referee.proved || isProved(rollout, reading, evidence, line.better, policy);
  const verdict = judge({ rollout, reading, evidence, line, proved, judges, policy, now: notes.now });
  const looked = notes.write(
    "rollout-looked",
    `${counts(rollout, reading)} ${verdict.reason}${judges.includes("outcomes") ? "" : " No outcomes have arrived, so only errors and latency are judged."}`,
    {
      rollout: rollout.rollout,
      look: signal.look,
      start: reading.start,
      end: reading.end,
      champion: reading.champion,
      challenger: reading.challenger,
      evidence,
      line,
      proved,
      decision: verdict.decision,
      judges,
    },
  );
  act(notes, policy, rollout, verdict, looked.sequence);
}

function act(notes: Notebook, policy: ModelPolicy, rollout: Rollout, verdict: Verdict, cause: number): void {
  const { paused } = notes.state;
  // Harm ends a trial even so; everything else waits for the person.
  if (paused && verdict.decision !== "roll back") return;
  const ending = verdict.decision === "deadline" ? policy.rollout.atDeadline : verdict.decision;
  switch (ending) {
    case "promote":
      promote(notes, policy, verdict.reason, cause);
      return;
    case "roll back":
      rollBack(notes, policy, verdict.reason, cause);
      return;
    case "hold":
      hold(notes, verdict.reason, cause);
      return;
    case "shift":
      shift(notes, policy, nextStep(rollout, policy) ?? rollout.weight, verdict.reason, cause);
      return;
    case "continue":
    case "not enough data":
      return;
  }
}

interface Case {
  readonly rollout: Rollout;
  readonly reading: Reading;
  readonly evidence: Evidence;
  readonly line: EntryData["rollout-looked"]["line"];
  readonly proved: boolean;
  readonly judges: EntryData["rollout-looked"]["judges"];
  readonly policy: ModelPolicy;
  readonly now: Date;
}

function judge({ rollout, reading, evidence, line, proved, judges, policy, now }: Case): Verdict {
  const harm = harmOf(evidence, line.harm, judges);
  if (harm) return { decision: "roll back", reason: harm };
  const next = nextStep(rollout, policy);
  const enough = enoughData(rollout, reading, policy, judges);
  if (proved && enough && next === null) {
    return {
      decision: "promote",
      reason: `The challenger is ${policy.rollout.promoteWhen} (ln E ${round(evidence.better)}, line ${round(line.better)}) and bears ${rollout.weight}% of the traffic without harm.`,
    };
  }
  if (now.getTime() >= Date.parse(rollout.deadline)) {
    return {
      decision: "deadline",
      reason: `The deadline of ${rollout.deadline} passed without a proof (ln E ${round(evidence.better)}, line ${round(line.better)}); the policy says: ${policy.rollout.atDeadline}.`,
    };
  }
  if (!enough) {
    return {
      decision: "not enough data",
      reason: `Fewer than ${policy.rollout.minTrials} in one arm: not enough to go on.`,
    };
  }
  const state = `ln E better ${round(evidence.better)} of ${round(line.better)}, worse ${round(evidence.worse)} of ${round(line.harm)}`;
  if (next !== null)
    return { decision: "shift", reason: `No harm is shown (${state}); ${rollout.weight}% -> ${next}%.` };
  return { decision: "continue", reason: `Neither better nor harmful is shown yet (${state}).` };
}

function harmOf(evidence: Evidence, line: number, judges: Case["judges"]): string | null {
  if (judges.includes("outcomes") && evidence.worse >= line) {
    return `The challenger is worse: ln E ${round(evidence.worse)} crossed ${round(line)}.`;
  }
  if (judges.includes("errors") && evidence.errors >= line) {
    return `The challenger fails more often: ln E ${round(evidence.errors)} crossed ${round(line)}.`;
  }
  if (judges.includes("latency") && evidence.slow >= line) {
    return `The challenger is slower than the champion's own 99th percentile too often: ln E ${round(evidence.slow)} crossed ${round(line)}.`;
  }
  return null;
}

function isProved(
  rollout: Rollout,
  reading: Reading,
  evidence: Evidence,
  line: number,
  policy: ModelPolicy,
): boolean {
  if (evidence.better >= line) return true;
  if (policy.rollout.promoteWhen !== "not worse") return false;
  const arm = (total: { readonly trials: number; readonly successes: number }, more: Reading["champion"]) =>
    bernoulliConfidenceSequence({
      successes: total.successes + Math.min(more.successes, more.trials),
      trials: total.trials + more.trials,
      alpha: notWorseAlpha / 2,
    });
  const champion = arm(rollout.totals.champion, reading.champion);
  const challenger = arm(rollout.totals.challenger, reading.challenger);
  return challenger.lower - champion.upper > -policy.rollout.minimumEffect;
}

function judgesOf(rollout: Rollout, reading: Reading, policy: ModelPolicy): Case["judges"] {
  const outcomes =
    rollout.totals.champion.trials + reading.champion.trials > 0 &&
    rollout.totals.challenger.trials + reading.challenger.trials > 0;
  const { errorRate, p99Latency } = policy.rollout.guards;
  return [
    ...(outcomes ? (["outcomes"] as const) : []),
    ...(errorRate !== undefined || !outcomes ? (["errors"] as const) : []),
    ...(p99Latency !== undefined && rollout.history.latency !== null ? (["latency"] as const) : []),
  ];
}

function enoughData(
  rollout: Rollout,
  reading: Reading,
  policy: ModelPolicy,
  judges: Case["judges"],
): boolean {
  const { minTrials } = policy.rollout;
  const size = (arm: Reading["champion"]) => (judges.includes("outcomes") ? arm.trials : arm.invocations);
  return size(reading.champion) >= minTrials && size(reading.challenger) >= minTrials && rollout.weight > 0;
}

function nextStep(rollout: Rollout, policy: ModelPolicy): number | null {
  return policy.rollout.ramp.find((step) => step > rollout.weight) ?? null;
}

function counts(rollout: Rollout, { champion, challenger }: Reading): string {
  const arm = (name: string, { trials, successes, invocations, errors }: Reading["champion"]) =>
    trials > 0
      ? `${name} right in ${successes} of ${trials} (${percent(successes / trials)})`
      : `${name} ${invocations} invocations, ${errors} errors`;
  return `At ${rollout.weight}%: ${arm("challenger", challenger)}, ${arm("champion", champion)}.`;
}
