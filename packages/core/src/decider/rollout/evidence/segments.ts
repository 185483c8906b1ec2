import { together } from "../../../stats/sequential/arm-counts.ts";
import {
  type EProcess,
  logE,
  startEProcess,
  updateEProcess,
} from "../../../stats/sequential/block-e-process.ts";
import type { Evidence } from "../../../vocabulary/entry.ts";
import type { Referee, TrialCohort } from "../../../vocabulary/state.ts";
import type { ChampionHistory } from "../../../vocabulary/trial/champion-history.ts";
import type { LookMetrics } from "../../../vocabulary/trial/look-metrics.ts";
import { newlyKnownOf } from "./outcome-blocks.ts";

type Segments = Referee["segments"];

/** What harms a part of the requests as much as the smallest difference that matters harms all of them is a larger one. */
const timesWorse = 4;

/**
 * Whether the challenger is worse in any segment of the requests: a bet for each, with the outcomes of its requests alone. A
 * tenth of all users may be served much worse by a challenger that is better on the whole.
 */
export function withSegments(
  segments: Segments,
  metrics: LookMetrics,
  before: readonly TrialCohort[],
  start: { readonly history: ChampionHistory; readonly minimumEffect: number },
): Segments {
  const cohorts = metrics.requests?.cohorts ?? [];
  const names = new Set(
    cohorts.flatMap(({ champion, challenger }) => [
      ...Object.keys(champion.segments ?? {}),
      ...Object.keys(challenger.segments ?? {}),
    ]),
  );
  const next: Record<string, EProcess> = { ...segments };
  for (const name of [...names].sort()) {
    const process = segments[name] ?? started(start);
    const blocks = newlyKnownOf(cohorts, before, (arm) => arm?.segments?.[name]);
    const settled = blocks
      .flatMap(({ champion, challenger }) => [champion, challenger])
      .reduce(together, { trials: 0, successes: 0 });
    next[name] = updateEProcess(process, { blocks, settled });
  }
  return next;
}

/** Natural logarithms of e-values by the segment's name; null where there is no segment. */
export function segmentEvidence(
  segments: Segments,
  designEffect: number,
): Readonly<Record<string, number>> | null {
  const found = Object.entries(segments).map(
    ([name, process]) => [name, logE(process, designEffect)] as const,
  );
  return found.length > 0 ? Object.fromEntries(found) : null;
}

/** The segment with the most evidence of harm; null where there is none. */
export function worstSegment({
  segments = {},
}: Pick<Evidence, "segments">): { readonly name: string; readonly shown: number } | null {
  const found = Object.entries(segments).map(([name, shown]) => ({ name, shown }));
  return found.toSorted((one, other) => other.shown - one.shown)[0] ?? null;
}

/** One of several is found by chance more often than one is: each has its part of the error (Bonferroni). */
export function segmentLine(line: number, { segments = {} }: Pick<Evidence, "segments">): number {
  return line + Math.log(Math.max(1, Object.keys(segments).length));
}

function started({
  history,
  minimumEffect,
}: {
  readonly history: ChampionHistory;
  readonly minimumEffect: number;
}) {
  return startEProcess({
    championRate: history.rate,
    // A segment's own rate may be another.
    seedWeight: Math.min(10, Math.max(1, history.weight)),
    minimumEffect: timesWorse * minimumEffect,
    scale: "rate",
    direction: "worse",
  });
}
