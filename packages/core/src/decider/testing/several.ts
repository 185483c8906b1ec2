import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import type { LookMetrics, VariantMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { minute, model } from "./model.ts";
import type { TestModel } from "./steps.ts";

/** The champion's share of good answers in the looks of these tests, unless a test says another. */
const usual = { trials: 400, successes: 300, invocations: 400, errors: 0, slow: 4 };

export type Shown = Partial<Omit<VariantMetrics, "variant">>;

/** A model of which several versions are tried at once. */
export function modelOfSeveral(
  rollout: Partial<ModelPolicyInput["rollout"]> = {},
  changes: Partial<ModelPolicyInput> = {},
): TestModel {
  return model({
    approve: "automatically",
    ...changes,
    rollout: {
      ramp: [10, 50],
      minimumEffect: 0.05,
      challengers: { atMost: 3, gatherFor: "1 hour" },
      ...rollout,
    },
  });
}

/** Approves these versions, and puts them on trial together. */
export function trialOf(meadow: TestModel, ...versions: readonly number[]): TestModel {
  for (const version of versions) {
    meadow.told(version);
    meadow.confirm();
    meadow.told(version, "Approved");
  }
  if (!meadow.state.rollout) {
    meadow.later(60 * minute);
    meadow.sweep();
  }
  meadow.settle();
  return meadow;
}

/** A look that shows this of each challenger that is on trial, by its version; the champion shows the same to all. */
export function lookAt(
  meadow: TestModel,
  shown: Readonly<Record<number, Shown>>,
  champion: Shown = {},
): readonly Entry[] {
  const { rollout } = meadow.state;
  if (!rollout) throw new Error("Nothing is on trial.");
  meadow.later(5 * minute);
  const { at } = meadow.next("look");
  const [first, ...others] = [rollout, ...rollout.others].map(
    ({ challenger }): LookMetrics => ({
      start: rollout.readUntil ?? rollout.startedAt,
      end: at,
      champion: { variant: rollout.champion.variant, ...usual, ...champion },
      challenger: { variant: challenger.variant, ...usual, ...shown[challenger.version] },
    }),
  );
  if (!first) throw new Error("Nothing is on trial.");
  return meadow.tell({
    kind: "look-read",
    ...meadow.next("look"),
    model: "meadow",
    rollout: rollout.rollout,
    look: rollout.looks + 1,
    metrics: others.length > 0 ? { ...first, others } : first,
  });
}

/** Looks, each settled, until the trial is over or one version less is on trial; what the last one wrote. */
export function looksUntil(
  meadow: TestModel,
  shown: Readonly<Record<number, Shown>>,
  isDone: (entries: readonly Entry[]) => boolean,
): readonly Entry[] {
  for (let look = 0; look < 50; look += 1) {
    const entries = lookAt(meadow, shown);
    if (isDone(entries)) return entries;
    if (meadow.state.rollout?.change) meadow.settle();
  }
  throw new Error("It never came.");
}

export const has = (kind: Entry["kind"]) => (entries: readonly Entry[]) =>
  entries.some((entry) => entry.kind === kind);

/** The entries of that kind, in order. */
export function only<K extends Entry["kind"]>(
  entries: readonly Entry[],
  kind: K,
): readonly Extract<Entry, { readonly kind: K }>[] {
  return entries.filter((entry): entry is Extract<Entry, { readonly kind: K }> => entry.kind === kind);
}
