import { drawCostFaults } from "./cost-faults.ts";
import { drawData } from "./data-faults.ts";
import { Dice } from "./dice.ts";
import { drawFault } from "./draw-fault.ts";
import { frequencies } from "./frequencies.ts";
import { drawIdle } from "./idle-faults.ts";
import { drawRetraining } from "./job-faults.ts";
import type { Challenger, Plan } from "./plan.ts";

const challengers: readonly [Challenger, ...Challenger[]] = [
  "better",
  "better",
  "better",
  "worse",
  "worse",
  "equal",
  "fails-the-gate",
  "unasked",
];

/** All that will happen in a run, from its seed. Every fourth run has faults of one kind only. */
export function drawPlan(seed: number): Plan {
  const dice = new Dice(seed);
  const approve = dice.percent(85) ? "automatically" : "person";
  const atDeadline = dice.oneOf(["roll back", "roll back", "promote", "hold"]);
  const trained = [dice.oneOf(challengers), dice.oneOf(challengers), dice.oneOf(challengers)];
  const alone = dice.percent(25);
  const only = dice.weighted(frequencies);
  const count = alone ? dice.between(1, 3) : dice.between(2, 7);
  const faults = Array.from({ length: count }, () =>
    drawFault(alone ? only : dice.weighted(frequencies), dice),
  );
  // Queues hold messages for four hours: of several outages only the first is one that they must outlive.
  const outages = faults.filter(({ kind }) => kind === "outage").slice(1);
  const bake = dice.oneOf(["none", "none", "cold", "warm"]);
  const scaled = dice.percent(30);
  const retraining = drawRetraining(
    seed,
    faults.filter((fault) => !outages.includes(fault)),
    alone,
  );
  const data = drawData(seed, retraining.faults, alone);
  const idle = drawIdle(seed, data.faults, alone);
  return {
    seed,
    approve,
    atDeadline,
    bake,
    scaled,
    challengers: trained,
    ...retraining,
    waits: data.waits,
    idle: idle.idle,
    faults: [...idle.faults, ...drawCostFaults(seed, retraining.retrains, alone)],
  };
}
