import type { Scenario } from "../scenarios/scenario.ts";
import { argo } from "./argo.ts";
import { driftwheel } from "./driftwheel.ts";
import { driftwheelBefore } from "./driftwheel-before.ts";
import { flagger } from "./flagger.ts";
import { kayenta } from "./kayenta.ts";
import type { Method } from "./method.ts";
import { groupSequential, peekedZ } from "./peeking.ts";
import { thompson } from "./thompson.ts";

export const methods: readonly Method[] = [
  driftwheel,
  driftwheelBefore,
  groupSequential,
  peekedZ,
  thompson,
  kayenta,
  flagger,
  argo,
];

/** Who is asked in a scenario: all where requests are independent, elsewhere those whose claim is about outcomes. */
export function methodsIn({ subject, errors, slow }: Scenario): readonly Method[] {
  if (subject === "independent requests") return methods;
  return errors || slow
    ? [driftwheel, driftwheelBefore]
    : [driftwheel, driftwheelBefore, groupSequential, peekedZ];
}
