import type { RolloutPoint, RolloutProgress } from "../api/api-types.ts";
import { durationWords } from "../chart/axis-words.ts";
import { counted, figure } from "../words/numbers.ts";
import { versionWords } from "../words/packages.ts";
import { type Question, questionsOf } from "./questions.ts";

/** Which arm is better, by how much, and how sure that is: a sentence for who reads nothing else. */
export function headlineOf(progress: RolloutProgress): string {
  const { rollout, points } = progress;
  const challenger = `Version ${rollout.challenger.version}`;
  const last = points.at(-1);
  if (!last) return `${challenger} was not looked at yet: nothing is known of it.`;
  const [outcomes] = questionsOf(progress, last);
  const { interval } = outcomes ?? {};
  if (!outcomes || !interval) {
    return `No outcomes of both versions are known yet, so nobody can say which is better; ${requestsWords(last.challenger.requests)} so far.`;
  }
  const champion = versionWords(rollout.champion.version);
  const what = outcomes.differenceUnit === "points" ? " of good outcomes" : " on average";
  const amount = figure(interval.difference, outcomes.differenceUnit);
  const apart = `${amount}${what} (95 % sure: ${bound(interval.low, outcomes)} to ${bound(interval.high, outcomes)})`;
  const over = rollout.endedAt !== null;
  switch (standing(outcomes, interval)) {
    case "better":
      return `${challenger} ${over ? "was" : "is"} better than ${champion}: ${apart}.`;
    case "worse":
      return `${challenger} ${over ? "was" : "is"} worse than ${champion}: ${apart}.`;
    case "unsure":
      return `Neither version ${over ? "was" : "is"} seen to be better${over ? "" : " yet"}: ${apart} for ${challenger.toLowerCase()}.`;
  }
}

function standing({ betterIs }: Question, { low, high }: { readonly low: number; readonly high: number }) {
  const sign = betterIs === "higher" ? 1 : -1;
  if (low * sign > 0 && high * sign > 0) return "better";
  return low * sign < 0 && high * sign < 0 ? "worse" : "unsure";
}

/** Its unit stands beside the difference. */
function bound(value: number, { differenceUnit }: Question): string {
  return figure(value, differenceUnit).replace(/ points?$/, "");
}

function requestsWords(requests: number): string {
  return `${counted(requests, "request")} went to it`;
}

type Need = RolloutProgress["needs"][number];

/** What a promotion waits for, in words: what is there, and what would be enough. */
export function needWords({ of, met, have, wanted }: Need, { promoteWhen, pace }: RolloutProgress): string {
  switch (of) {
    case "proof": {
      const what = promoteWhen === "better" ? "it is better" : "it is not worse";
      const share = have <= 0 ? "none yet" : `${figure(have / wanted, "share")} of what proves it`;
      if (met) return `Proof that ${what}: it is there.`;
      const more = pace
        ? `; about ${figure(pace.outcomes)} more outcomes at this pace, ${durationWords(pace.milliseconds)}`
        : "";
      return `Proof that ${what}: ${share}${more}.`;
    }
    case "no-harm":
      return met
        ? `No harm: ${have <= 0 ? "no sign of any" : `${figure(have / wanted, "share")} of what would show it`}.`
        : "Harm is shown: it is rolled back.";
    case "traffic":
      return met
        ? `Traffic: it bears ${figure(have, "percent")}, the ramp's last step.`
        : `Traffic: it has ${figure(have, "percent")}, and must bear ${figure(wanted, "percent")} without harm.`;
    case "outcomes":
    case "invocations": {
      const what = of === "outcomes" ? "outcomes" : "answers after the warm-up";
      return `Data: ${figure(have)} of ${figure(wanted)} ${what} in the arm that has fewer, since the traffic was divided so.`;
    }
    case "duration":
      return `Time: ${durationWords(have)} of at least ${durationWords(wanted)}.`;
  }
}

function mismatchWords({
  of,
  served,
  asked,
  champion,
  challenger,
}: NonNullable<RolloutPoint["split"]>): string {
  return `${figure(served, "share")} of the ${of} (${figure(challenger)} of ${figure(champion + challenger)}) went to the challenger, and ${figure(asked, "share")} were asked for: that is no chance. Something divides the traffic in another way, and what is compared may not be alike.`;
}

/** Whether more or fewer requests went to the challenger than were asked for, in words; null where that is as it should be. */
export function ratioTrouble({ points }: RolloutProgress): string | null {
  const split = points.at(-1)?.split;
  if (split) return split.found === "mismatch" ? mismatchWords(split) : null;
  // Looks of before the split was checked.
  const ratio = points.at(-1)?.ratio;
  if (!ratio || Math.abs(ratio.standardErrors) <= 4) return null;
  const served = figure(ratio.served, "share");
  return `${served} of the requests went to the challenger, and ${figure(ratio.asked, "share")} were asked for: that is no chance (${figure(Math.abs(ratio.standardErrors))} standard errors). Something divides the traffic in another way, and what is compared may not be alike.`;
}

/** What the challenger was served of what was asked for, and whether that was checked. */
export function servedWords(point: RolloutPoint | undefined): string {
  const { ratio = null, split = null } = point ?? {};
  const told = split && split.champion + split.challenger > 0 ? split : ratio;
  if (!told) return "nobody asked yet";
  const shares = `${figure(told.served, "share")}, asked for ${figure(told.asked, "share")}`;
  return split ? `${shares}; ${split.found === "as asked" ? "no more than chance" : split.found}` : shares;
}
