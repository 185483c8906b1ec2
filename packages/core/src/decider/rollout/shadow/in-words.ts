import { rightShare } from "../../../stats/paired/paired-evidence.ts";
import type { GuardCounts } from "../../../vocabulary/trial/look-metrics.ts";
import type { PairedAnswers, ShadowReading } from "../../../vocabulary/trial/shadow.ts";
import { percent } from "../../../words/numbers.ts";

/** One look at a shadow in words: what was counted, and what could not be. */
export function readingInWords({ champion, challenger, answers }: ShadowReading): string {
  return `As a shadow: ${armInWords("challenger", challenger)}, ${armInWords("champion", champion)}; ${answersInWords(answers)}.`;
}

export function answersInWords(answers: PairedAnswers): string {
  const { pairs, agreed, unpaired, unread, repeated, outcomes } = answers;
  const lone = unpaired.champion + unpaired.challenger;
  return [
    `${agreed} of ${pairs} answers agree${pairs > 0 ? ` (${percent(agreed / pairs)})` : ""} in all`,
    ...(lone > 0
      ? [`${unpaired.champion} of the champion's and ${unpaired.challenger} of the shadow's have no pair`]
      : []),
    ...(repeated > 0 ? [`${repeated} share an id with others`] : []),
    ...(unread.lines > 0 ? [`${unread.lines} could not be read (${unread.reason ?? "no reason"})`] : []),
    ...(outcomes
      ? [
          `of ${outcomes.both + outcomes.neither + outcomes.onlyChampion + outcomes.onlyChallenger} it is known what turned out: the shadow was right in ${percent(rightShare(outcomes, "challenger"))}, the champion in ${percent(rightShare(outcomes, "champion"))}`,
        ]
      : []),
  ].join("; ");
}

function armInWords(name: string, { invocations, errors, slow }: GuardCounts): string {
  return `${name} ${invocations} invocations, ${errors} errors, ${slow} slow`;
}
