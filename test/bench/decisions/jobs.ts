import { methods, methodsIn } from "./methods/all.ts";
import { driftwheel } from "./methods/driftwheel.ts";
import type { Method } from "./methods/method.ts";
import { scenarios } from "./scenarios/all.ts";
import { type MeasuredCell, simulate } from "./simulate.ts";

/** How many trials a cell is made of: those that end early are cheap, and ratios need more of them than error rates. */
export interface Size {
  readonly equal: number;
  readonly different: number;
  /** Part of these numbers that is enough where requests are not independent, or traffic is slow. */
  readonly elsewhere: number;
  /** Whether other methods are asked there too. */
  readonly rivals: "everywhere" | "independent requests";
}

export const fullSize: Size = { equal: 3_000, different: 2_000, elsewhere: 1, rivals: "everywhere" };
export const quickSize: Size = {
  equal: 130,
  different: 75,
  elsewhere: 1 / 8,
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
  const replicates = part * (challenger.kind === "equal" ? size.equal : size.different);
  return simulate(scenario, method, challenger, Math.round(replicates));
}
