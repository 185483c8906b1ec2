import { independent } from "./independent.ts";
import { lateLabels } from "./late-labels.ts";
import { margins } from "./margins.ts";
import type { Scenario } from "./scenario.ts";
import { slowTraffic } from "./slow-traffic.ts";
import { units } from "./units.ts";
import { warmUp } from "./warm-up.ts";

export const scenarios: readonly Scenario[] = [
  ...independent,
  ...units,
  ...lateLabels,
  ...warmUp,
  ...slowTraffic,
  ...margins,
];

/** @throws RangeError when there is none of that name. */
export function scenarioOf(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new RangeError(`No scenario ${name}.`);
  return found;
}
