import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { driftReport } from "../world/drift-report.ts";
import { troubledSeconds } from "./faults/draw-fault.ts";
import type { Plan } from "./faults/plan.ts";
import { CampaignWorld, minute } from "./world/campaign-world.ts";
import { Happenings } from "./world/happenings.ts";

/** So long faults happen; then all is well, and what was begun may come to its end. */
const troubled = troubledSeconds * 1000;
const quiet = 4 * 60 * minute;

/** A run that is over, for whoever wants to know how it was. */
export interface Finished {
  readonly plan: Plan;
  readonly world: CampaignWorld;
  /** When the faults stopped, and how things stood some hours later. */
  readonly faultsStopped: number;
  readonly atQuiet: Standing;
  /** How it stood some hours after a person had let it go on; the same moment when nothing waited for one. */
  readonly atEnd: Standing;
}

export interface Standing {
  readonly at: number;
  readonly state: State;
  /** So many observations were there. */
  readonly observations: number;
  readonly endpoint: { readonly config: string; readonly weights: Readonly<Record<string, number>> };
}

/** Runs a plan to its end; everything that happens depends on the plan alone. */
export async function run(plan: Plan): Promise<Finished> {
  const world = new CampaignWorld(plan);
  try {
    const happenings = new Happenings(world, plan.faults);
    driftReports(world);
    await world.time.run(() => false, troubled);
    happenings.stop();
    const faultsStopped = world.time.now().getTime();
    await world.time.run(() => false, quiet);
    const atQuiet = standing(world);
    const { paused, held, rollout } = atQuiet.state;
    if (paused || held || rollout) {
      world.journal.write({ kind: "phase", text: "a person lets it go on" });
      world.people.give({ name: "resume" });
      await world.time.run(() => false, quiet);
    }
    return { plan, world, faultsStopped, atQuiet, atEnd: standing(world) };
  } finally {
    world.close();
  }
}

/** A window every quarter of an hour: drifted from the third on, for as long as the first champion serves. */
function driftReports(world: CampaignWorld): void {
  const length = 15 * minute;
  const begin = world.time.now().getTime();
  for (let window = 1; window * length < troubled - 60 * minute; window++) {
    world.time.after(window * length, () => {
      const replaced = world.sagemaker.endpoint.variants.every(({ model }) => model !== "first-model");
      const drifted = window > 2 && !replaced;
      world.bus.send(driftReport(world.policy.endpoint, new Date(begin + window * length), drifted));
    });
  }
}

function standing(world: CampaignWorld): Standing {
  const { endpoint } = world.sagemaker;
  return {
    at: world.time.now().getTime(),
    state: world.state(),
    observations: world.journal.observations.length,
    endpoint: {
      config: endpoint.config,
      weights: Object.fromEntries(endpoint.variants.map(({ name, currentWeight }) => [name, currentWeight])),
    },
  };
}
