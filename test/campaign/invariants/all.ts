import { acts } from "./acts.ts";
import { begins } from "./begins.ts";
import { costs } from "./costs.ts";
import { data } from "./data.ts";
import { ends } from "./ends.ts";
import { experiments } from "./experiments.ts";
import { guards } from "./guards.ts";
import { hands } from "./hands.ts";
import { idles } from "./idle.ts";
import type { Invariant } from "./invariant.ts";
import { ledger } from "./ledger.ts";
import { losses } from "./losses.ts";
import { promotions } from "./promotions.ts";
import { registries } from "./registry.ts";
import { retrainings } from "./retrainings.ts";
import { scalings } from "./scaling.ts";

/** All that must hold of a run by itself; stale.ts compares a run with another one. */
export const invariants: readonly Invariant[] = [
  ...hands,
  ...acts,
  ...ends,
  ...promotions,
  ...guards,
  ...begins,
  ...retrainings,
  ...data,
  ...costs,
  ...registries,
  ...scalings,
  ...losses,
  ...experiments,
  ...idles,
  ...ledger,
];
