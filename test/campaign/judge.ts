import type { Retrains } from "../world/retrainers.ts";
import { drawPlan } from "./faults/draw-plan.ts";
import type { FaultKind } from "./faults/fault.ts";
import type { Plan, Waits } from "./faults/plan.ts";
import { invariants } from "./invariants/all.ts";
import { brokenByComparison } from "./invariants/passing.ts";
import { type Finished, run } from "./run.ts";

export interface Broken {
  readonly invariant: string;
  readonly how: string;
}

/** What one run came to. */
export interface Verdict {
  readonly seed: number;
  readonly broken: readonly Broken[];
  /** How often each kind of fault was really met. */
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly retrains: Retrains;
  readonly waits: Waits;
  /** How each trial and each version that never had one ended. */
  readonly ends: readonly string[];
}

/** Runs what a seed draws, and holds every invariant to it. */
export function judgeSeed(seed: number): Promise<Verdict> {
  return judge(drawPlan(seed));
}

export async function judge(plan: Plan): Promise<Verdict> {
  const finished = await run(plan);
  return {
    seed: plan.seed,
    broken: await brokenBy(finished),
    faults: Object.fromEntries(finished.world.weather.met),
    retrains: plan.retrains,
    waits: plan.waits,
    ends: endsOf(finished),
  };
}

export async function brokenBy(finished: Finished): Promise<readonly Broken[]> {
  const broken = invariants.flatMap(({ name, broken: of }) =>
    of(finished).map((how) => ({ invariant: name, how })),
  );
  return [...broken, ...(await brokenByComparison(finished))];
}

function endsOf({ atEnd: { state } }: Finished): readonly string[] {
  const ends = Object.values(state.candidates)
    .filter(({ package: one }) => one !== state.rollout?.challenger.package)
    .map(({ stage }) => stage);
  if (state.rollout) return [...ends, state.rollout.phase === "held" || state.held ? "held" : "open"];
  return ends.length > 0 ? ends : ["no-candidate"];
}
