import type { Served } from "../world/traffic.ts";

export interface Score {
  readonly requests: number;
  readonly hits: number;
}

/** When the first drifted request was served and when the rollout ended, epoch milliseconds; null for not (yet). */
export interface Turns {
  readonly drift: number | null;
  readonly trial: { readonly from: number; readonly until: number } | null;
}

export type Phase = "before-drift" | "under-drift" | "on-trial" | "after-the-rollout";

interface Point {
  readonly at: number;
  readonly variant: string;
  readonly hit: boolean;
}

/** Every answered request, and whether it proved right. */
export class Scoreboard<Asked> {
  readonly #isRight: (served: Served<Asked>) => boolean;
  readonly #points: Point[] = [];
  #failed = 0;

  constructor(isRight: (served: Served<Asked>) => boolean) {
    this.#isRight = isRight;
  }

  count(served: Served<Asked>): void {
    this.#points.push({ at: served.at.getTime(), variant: served.variant, hit: this.#isRight(served) });
  }

  countFailure(): void {
    this.#failed++;
  }

  get requests(): number {
    return this.#points.length;
  }

  /** When the first request was answered, epoch milliseconds; null before. */
  get began(): number | null {
    return this.#points[0]?.at ?? null;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Requests answered in a stretch of time; start inclusive, end exclusive, epoch milliseconds. */
  between(from: number, until: number): Score {
    return scoreOf(this.#points.filter(({ at }) => at >= from && at < until));
  }

  /** Scores of each phase, for each variant that answered in it. */
  byPhase(turns: Turns): ReadonlyMap<Phase, ReadonlyMap<string, Score>> {
    const phases = Map.groupBy(this.#points, ({ at }) => phaseOf(at, turns));
    return new Map(
      [...phases].map(([phase, points]) => {
        const variants = Map.groupBy(points, ({ variant }) => variant);
        return [phase, new Map([...variants].map(([variant, own]) => [variant, scoreOf(own)]))];
      }),
    );
  }
}

function phaseOf(at: number, { drift, trial }: Turns): Phase {
  if (drift === null || at < drift) return "before-drift";
  if (trial === null || at < trial.from) return "under-drift";
  return at < trial.until ? "on-trial" : "after-the-rollout";
}

function scoreOf(points: readonly Point[]): Score {
  return { requests: points.length, hits: points.filter(({ hit }) => hit).length };
}
