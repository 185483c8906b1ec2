import type { EntryData } from "../../../vocabulary/entry.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import { rampOf } from "../challengers/division.ts";
import { segmentLine, worstSegment } from "../evidence/segments.ts";
import { leastDuration } from "../least-duration.ts";
import type { TrialRules } from "../verdict.ts";
import type { RolloutProgress } from "./progress.ts";

/** One thing that a promotion waits for, and how far it is. */
export interface Need {
  readonly of: "proof" | "no-harm" | "outcomes" | "invocations" | "traffic" | "duration";
  readonly met: boolean;
  /** Evidence in natural logarithms, counts of the arm that has fewer, percent of the traffic, or milliseconds. */
  readonly have: number;
  /** What it is compared with; for "no-harm" what it must stay below. */
  readonly wanted: number;
}

/** What the referee needs to promote a challenger, after its last look. */
export function needsOf(
  { sinceShift, cohorts, weight, history, others }: Rollout,
  { evidence, line, judges, end }: EntryData["rollout-looked"],
  rules: TrialRules,
): readonly Need[] {
  const proof = rules.promoteWhen === "better" ? evidence.better : evidence.notWorse;
  const judged = judges.includes("outcomes") ? "outcomes" : "invocations";
  const counts = judged === "outcomes" ? "trials" : "invocations";
  const fewer = Math.min(sinceShift.champion[counts], sinceShift.challenger[counts]);
  const last = rampOf(rules.ramp, 1 + others.length).at(-1) ?? weight;
  const lasted = cohorts.reduce(
    (sum, { since, until }) => sum + Math.max(0, Date.parse(until ?? end) - Date.parse(since)),
    0,
  );
  const atLeast = (of: Need["of"], have: number, wanted: number): Need => ({
    of,
    have,
    wanted,
    met: have >= wanted,
  });
  return [
    atLeast("proof", proof, line.better),
    noHarm(evidence, line.harm, judges),
    atLeast("traffic", weight, last),
    atLeast(judged, fewer, rules.minTrials),
    atLeast("duration", lasted, leastDuration(rules, history)),
  ];
}

/** How much more the proof takes, should the evidence go on to grow as it has on the whole: outcomes of both arms, and milliseconds. */
export interface Pace {
  readonly outcomes: number;
  readonly milliseconds: number;
}

/** Null where the proof is there, or where the evidence does not grow. */
export function paceOf(
  needs: readonly Need[],
  { champion, challenger }: Pick<RolloutProgress, "champion" | "challenger">,
): Pace | null {
  const proof = needs.find((need) => need.of === "proof");
  const lasted = needs.find((need) => need.of === "duration")?.have ?? 0;
  if (!proof || proof.met || proof.have <= 0) return null;
  const more = (proof.wanted - proof.have) / proof.have;
  return {
    outcomes: Math.ceil(more * (champion.outcomes + challenger.outcomes)),
    milliseconds: Math.ceil(more * lasted),
  };
}

function noHarm(
  evidence: EntryData["rollout-looked"]["evidence"],
  line: number,
  judges: EntryData["rollout-looked"]["judges"],
): Need {
  const harms = {
    outcomes: evidence.worse,
    errors: evidence.errors,
    latency: evidence.slow,
    "cold-starts": evidence.coldStarts ?? 0,
  };
  const shown = judges.map((judge) => ({ have: harms[judge], wanted: line }));
  const segment = worstSegment(evidence);
  if (segment) shown.push({ have: segment.shown, wanted: segmentLine(line, evidence) });
  const worst = shown.toSorted((one, other) => other.have - other.wanted - (one.have - one.wanted))[0];
  const { have, wanted } = worst ?? { have: 0, wanted: line };
  return { of: "no-harm", have, wanted, met: have < wanted };
}
