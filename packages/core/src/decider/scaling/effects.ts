import type { Effect } from "../../vocabulary/effect.ts";
import type { ExpectedEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import type { ScalingChange } from "../../vocabulary/scaling.ts";
import { named } from "../effects/name.ts";

interface Place {
  readonly endpoint: string;
  readonly expected: ExpectedEndpoint;
}

/** One effect for each variant whose scaling changes. */
export function scalingEffects(
  entry: Entry,
  { endpoint, expected }: Place,
  changes: readonly ScalingChange[] = [],
): readonly Effect[] {
  return changes.map(({ variant, scaling, before }) => ({
    kind: "set-scaling",
    ...named(entry, `set-scaling-${variant}`),
    ...{ endpoint, expected, variant, scaling, before },
  }));
}

/** What the challenger needs before it takes more of the traffic. */
export function preparing(entry: EntryOf<"challenger-prepared">): readonly Effect[] {
  const { endpoint, expected, instances, scaling } = entry.data;
  const raise: Effect[] = Object.entries(instances).map(([variant, count], place) => ({
    kind: "raise-capacity",
    ...named(entry, place === 0 ? "raise-capacity" : `raise-capacity-${variant}`),
    ...{ endpoint, expected, variant, instances: count },
  }));
  return [...scalingEffects(entry, { endpoint, expected }, scaling), ...raise];
}

/**
 * True for what cannot be done yet: SageMaker refuses an update that takes a scaled variant away, so the scaling that its
 * entry takes off goes first; and what is put back on the way back finds its variant only once the config is there.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
 */
export function waitsForAnother(effect: Effect, open: readonly Effect[]): boolean {
  const beside = open.filter(({ sequence }) => sequence === effect.sequence);
  switch (effect.kind) {
    case "start-retraining":
    case "start-pipeline":
      // One retraining at a time, and a checkpoint has one writer.
      return open.some(({ kind }) => kind === "stop-training");
    case "deploy-winner":
      // What serves is replaced once callers are led away from it, which may have to wait for copies.
      return beside.some(({ kind }) => kind === "set-scaling" || kind === "set-route");
    case "restore-config":
      return beside.some((other) => other.kind === "set-scaling" && other.scaling === null);
    case "set-scaling":
      return effect.scaling !== null && beside.some(({ kind }) => kind === "restore-config");
    default:
      return false;
  }
}
