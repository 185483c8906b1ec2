import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import { onTwoCores } from "../bench/on-two-cores.ts";
import type { Retrains } from "../world/retrainers.ts";
import { drawPlan } from "./faults/draw-plan.ts";
import type { FaultKind } from "./faults/fault.ts";
import type { Waits } from "./faults/plan.ts";
import { brokenBy, type Verdict } from "./judge.ts";
import { run } from "./run.ts";
import { shrink } from "./shrink.ts";
import { story } from "./story.ts";

export interface CampaignSize {
  readonly runs: number;
  /** Stands for all runs: each draws from a seed of its own that follows from it. */
  readonly seed: number;
}

interface Violation {
  /** Of the run: `--run <seed>` shows it. */
  readonly seed: number;
  readonly invariant: string;
  readonly story: string;
}

/** What many runs came to. */
export interface CampaignReport {
  readonly runs: number;
  readonly seconds: number;
  /** How often each kind of fault was met. */
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly violations: readonly Violation[];
  /** How many runs were retrained in which way. */
  readonly retrained: Readonly<Partial<Record<Retrains, number>>>;
  /** How many runs waited for which data. */
  readonly waited: Readonly<Partial<Record<Waits, number>>>;
  /** How versions ended, and how often. */
  readonly ends: Readonly<Record<string, number>>;
}

const chunk = 20;
/** Whoever breaks more than this has enough to read. */
const mostStories = 20;

/** The seeds of the runs of one chunk. */
export function chunkOf({ runs, seed }: CampaignSize, place: number): readonly number[] {
  const first = place * chunk;
  const length = Math.max(0, Math.min(chunk, runs - first));
  return Array.from({ length }, (_, offset) => seedOf(seed, first + offset));
}

function seedOf(seed: number, run: number): number {
  return digest(`${seed}/${run}`) % 2 ** 31;
}

/** Runs them on two cores. */
export async function campaign(
  size: CampaignSize,
  { shrinks, progress }: { readonly shrinks: boolean; readonly progress: (share: number) => void },
): Promise<CampaignReport> {
  const began = performance.now();
  const chunks = Math.ceil(size.runs / chunk);
  const results = await onTwoCores<readonly Verdict[]>(
    new URL("worker.ts", import.meta.url),
    size,
    chunks,
    (done, all) => progress(done / all),
  );
  const verdicts = results.flat();
  const broken = verdicts.flatMap(({ seed, broken: of }) =>
    [...new Set(of.map(({ invariant }) => invariant))].map((invariant) => ({ seed, invariant })),
  );
  const violations: Violation[] = [];
  for (const [place, { seed, invariant }] of broken.entries()) {
    const told = place < mostStories ? await storyOf(seed, shrinks ? invariant : null) : "";
    violations.push({ seed, invariant, story: told });
  }
  return {
    runs: verdicts.length,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    faults: sum(verdicts.map(({ faults }) => faults)),
    violations,
    retrained: sum(verdicts.map(({ retrains }) => ({ [retrains]: 1 }))),
    waited: sum(verdicts.map(({ waits }) => ({ [waits]: 1 }))),
    ends: sum(verdicts.flatMap(({ ends }) => ends.map((end) => ({ [end]: 1 })))),
  };
}

/** @param invariant what must stay broken while faults are left out; null when all are to be told. */
export async function storyOf(seed: number, invariant: string | null): Promise<string> {
  const drawn = drawPlan(seed);
  const plan = invariant === null ? drawn : await shrink(drawn, invariant);
  const finished = await run(plan);
  return story(finished, await brokenBy(finished));
}

function sum(counts: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const all = new Map<string, number>();
  for (const count of counts) {
    for (const [name, number] of Object.entries(count)) all.set(name, (all.get(name) ?? 0) + number);
  }
  return Object.fromEntries([...all].sort(([one], [other]) => one.localeCompare(other)));
}
