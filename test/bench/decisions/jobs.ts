import { methods } from "./methods/all.ts";
import { scenarios } from "./scenarios.ts";
import { type MeasuredCell, simulate } from "./simulate.ts";

/** How many trials a cell is made of: those that end early are cheap, and ratios need more of them than error rates. */
export interface Size {
  readonly equal: number;
  readonly different: number;
}

export const fullSize: Size = { equal: 3_000, different: 2_000 };
export const quickSize: Size = { equal: 400, different: 500 };

/** A cell by its place in the lists of scenarios, methods and effects. */
export interface Job {
  readonly scenario: number;
  readonly method: number;
  readonly effect: number;
}

export const jobs: readonly Job[] = scenarios.flatMap(({ effects }, scenario) =>
  methods.flatMap((_, method) => effects.map((_effect, effect) => ({ scenario, method, effect }))),
);

/** @throws RangeError when there is no such cell. */
export function run(job: Job, size: Size): MeasuredCell {
  const scenario = scenarios[job.scenario];
  const method = methods[job.method];
  const effect = scenario?.effects[job.effect];
  if (!scenario || !method || effect === undefined) throw new RangeError(`No cell ${JSON.stringify(job)}.`);
  return simulate(scenario, method, effect, effect === 0 ? size.equal : size.different);
}
