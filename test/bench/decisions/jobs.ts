import { methods, methodsIn } from "./methods/all.ts";
import { driftwheel } from "./methods/driftwheel.ts";
import { driftwheelBefore } from "./methods/driftwheel-before.ts";
import type { Method } from "./methods/method.ts";
import { scenarios } from "./scenarios/all.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { type MeasuredCell, simulate } from "./simulate.ts";

/** How many trials a cell is made of: those that end early are cheap, and ratios need more of them than error rates. */
export interface Size {
  readonly equal: number;
  readonly different: number;
  /** Part of these numbers that is enough where requests are not independent, or traffic is slow. */
  readonly elsewhere: number;
  /** Part of these numbers that is enough for other methods: whether they err in 4% or in 40% shows in few trials. */
  readonly others: number;
  /** Whether other methods are asked there too. */
  readonly rivals: "everywhere" | "independent requests";
}

export const fullSize: Size = {
  equal: 3_000,
  different: 1_000,
  elsewhere: 1,
  others: 1 / 10,
  rivals: "everywhere",
};
export const quickSize: Size = {
  equal: 100,
  different: 60,
  elsewhere: 1 / 8,
  others: 1,
  rivals: "independent requests",
};

/** A cell by its place in the lists of scenarios, methods and challengers. */
export interface Job {
  readonly scenario: number;
  readonly method: number;
  readonly challenger: number;
}

export function jobsOf({ rivals }: Size): readonly Job[] {
  return scenarios.flatMap((scenario, place) => {
    // Outcomes that come late take any method as long to simulate as all others together.
    const isPlain = scenario.subject === "independent requests" && scenario.name !== "S4 delayed labels";
    const asked: readonly Method[] = rivals === "everywhere" || isPlain ? methodsIn(scenario) : [driftwheel];
    return asked.flatMap((method) =>
      scenario.challengers.map((_, challenger) => ({
        scenario: place,
        method: methods.indexOf(method),
        challenger,
      })),
    );
  });
}

/** @throws RangeError when there is no such cell. */
export function run(job: Job, size: Size): MeasuredCell {
  const scenario = scenarios[job.scenario];
  const method = methods[job.method];
  const challenger = scenario?.challengers[job.challenger];
  if (!scenario || !method || !challenger) throw new RangeError(`No cell ${JSON.stringify(job)}.`);
  const part = scenario.subject === "independent requests" ? 1 : size.elsewhere;
  const replicates =
    part *
    (isHeldToTargets(method, scenario) ? 1 : size.others) *
    (challenger.kind === "equal" ? size.equal : size.different);
  return simulate(scenario, method, challenger, Math.round(replicates));
}

/** Driftwheel's own rule, and that of before where the time to decide is held against it. */
function isHeldToTargets(method: Method, { subject }: Scenario): boolean {
  return method === driftwheel || (method === driftwheelBefore && subject === "independent requests");
}
