import type { Fault, FaultKind } from "../faults/fault.ts";
import type { Plan } from "../faults/plan.ts";
import { type Finished, run } from "../run.ts";

/** An invariant that holds a run to another one: the same without faults. */
interface Comparison {
  readonly name: string;
  readonly promise: string;
  /** True for faults that a run may have to be compared. */
  readonly passes: (fault: Fault) => boolean;
  /** What must be the same. */
  readonly of: (finished: Finished) => string;
}

/** The end of the first version that was trained, which no fault that passes may change. */
function firstTrial({ atQuiet: { state } }: Finished): string {
  const first = Object.values(state.candidates).find(({ version }) => version === 2);
  return `version 2 ${state.rollout?.challenger.version === 2 ? state.rollout.phase : (first?.stage ?? "unknown")}`;
}

function wholeEnd({ atQuiet: { state, endpoint } }: Finished): string {
  const candidates = Object.values(state.candidates).map(({ version, stage }) => `${version} ${stage}`);
  const trial = state.rollout ? `on trial, ${state.rollout.phase}` : "no trial";
  return `${endpoint.config}; ${candidates.join(", ")}; ${trial}`;
}

const passing: ReadonlySet<FaultKind> = new Set([
  "stale-reads",
  "post-create-lag",
  "throttling",
  "server-errors",
  "slow-calls",
  "access-denied",
  "resource-limit",
  "sns-refuses",
  "ambiguous-write",
  "kill",
  "duplicates",
  "visibility-ends",
  "upgrade",
  "scaling",
  "execution-dies",
]);

export const comparisons: readonly Comparison[] = [
  {
    name: "stale-readings-change-nothing",
    promise: "With stale readings as the only faults, a run ends as it does without any.",
    passes: ({ kind }) => kind === "stale-reads",
    of: wholeEnd,
  },
  {
    name: "what-passes-ends-no-trial",
    promise:
      "With faults that pass by themselves as the only ones, the first version that was trained ends as it does without any.",
    passes: (fault) => passing.has(fault.kind) || (fault.kind === "losses" && fault.of === "SageMaker's"),
    of: firstTrial,
  },
];

const calm = new Map<string, Promise<Finished>>();

function calmRun(plan: Plan): Promise<Finished> {
  const key = JSON.stringify([
    plan.approve,
    plan.atDeadline,
    plan.bake,
    plan.challengers,
    plan.retrains,
    plan.jobs,
    plan.waits,
    plan.idle,
  ]);
  const known = calm.get(key) ?? run({ ...plan, seed: 1, faults: [] });
  calm.set(key, known);
  return known;
}

/** Which comparisons do not hold, and how. */
export async function brokenByComparison(
  finished: Finished,
): Promise<readonly { readonly invariant: string; readonly how: string }[]> {
  const { faults } = finished.plan;
  const broken: { readonly invariant: string; readonly how: string }[] = [];
  for (const { name, passes, of } of comparisons) {
    if (faults.length === 0 || !faults.every(passes)) continue;
    const [without, end] = [of(await calmRun(finished.plan)), of(finished)];
    if (without !== end)
      broken.push({ invariant: name, how: `It ends with ${end}; without faults with ${without}.` });
  }
  return broken;
}
