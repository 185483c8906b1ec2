import { argo } from "./argo.ts";
import { driftwheel } from "./driftwheel.ts";
import { flagger } from "./flagger.ts";
import { kayenta } from "./kayenta.ts";
import type { Method } from "./method.ts";
import { groupSequential, peekedZ } from "./peeking.ts";
import { thompson } from "./thompson.ts";

export const methods: readonly Method[] = [
  driftwheel,
  groupSequential,
  peekedZ,
  thompson,
  kayenta,
  flagger,
  argo,
];
