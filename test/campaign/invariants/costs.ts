import type { EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { CampaignWorld } from "../world/campaign-world.ts";
import type { Invariant } from "./invariant.ts";
import { clock, entries } from "./ledger-words.ts";
import { retrainingsOf, runsOf } from "./retrainings.ts";

const recordedIn = (world: CampaignWorld) => entries(world, "cost-recorded").map(({ entry }) => entry);

const once: Invariant = {
  name: "a-cost-is-written-down-once",
  promise: "What a retraining or a trial cost is written down once, and only after it has ended.",
  broken({ world }) {
    const seen = new Set<number>();
    const ended = endedOf(world);
    return recordedIn(world).flatMap(({ sequence, data }) => {
      const twice = seen.has(data.of);
      seen.add(data.of);
      const early = (ended.get(data.of) ?? Number.POSITIVE_INFINITY) > sequence;
      return [
        ...(twice ? [`Entry ${sequence} has the cost of entry ${data.of} once more.`] : []),
        ...(early ? [`Entry ${sequence} has the cost of entry ${data.of}, which had not ended.`] : []),
      ];
    });
  },
};

/** The entries that retrainings and trials ended by, by those that they began with. */
function endedOf(world: CampaignWorld): ReadonlyMap<number, number> {
  const ended = new Map<number, number>();
  let retraining: number | null = null;
  let trial: number | null = null;
  for (const { entry } of entries(
    world,
    ...(["retraining-requested", "retraining-succeeded", "retraining-failed"] as const),
    ...(["rollout-started", "rollout-promoted", "rollout-baked", "rollout-rolled-back"] as const),
  )) {
    switch (entry.kind) {
      case "retraining-requested":
        retraining = entry.sequence;
        break;
      case "rollout-started":
        trial = entry.sequence;
        break;
      case "retraining-succeeded":
      case "retraining-failed":
        if (retraining !== null) ended.set(retraining, entry.sequence);
        retraining = null;
        break;
      default:
        // The old variant may be kept warm after a promotion.
        if (trial !== null && !(entry.kind === "rollout-promoted" && entry.data.bake?.keepWarm)) {
          ended.set(trial, entry.sequence);
          trial = null;
        }
    }
  }
  return ended;
}

const accounted: Invariant = {
  name: "what-ended-is-accounted-for",
  promise:
    "Some hours after the faults stop it is written down what every retraining and every trial cost that had ended by then, while the model is in the fleet and what they ran with is there to be asked.",
  broken({ world, faultsStopped }) {
    if (!world.inFleet) return [];
    const recorded = new Set(recordedIn(world).map(({ data }) => data.of));
    const began = new Map(
      entries(world, "retraining-requested", "rollout-started").map(({ entry }) => [entry.sequence, entry]),
    );
    const at = new Map(world.ledger.entries.map((entry) => [entry.sequence, Date.parse(entry.at)]));
    return [...endedOf(world)].flatMap(([of, by]) => {
      const entry = began.get(of);
      const deleted = entry?.kind === "rollout-started" && !world.sagemaker.configs.has(entry.data.config);
      if (recorded.has(of) || deleted || (at.get(by) ?? 0) > faultsStopped) return [];
      return [`Nothing is written down of what entry ${of} cost, which ended by entry ${by}.`];
    });
  },
};

const exact: Invariant = {
  name: "a-cost-is-of-what-ran",
  promise:
    "What is written down as the whole cost of a retraining is that of all that SageMaker ran for it, to the second.",
  broken({ world }) {
    const runs = runsOf(world);
    const retrainings = new Map(retrainingsOf(world).map((one) => [one.sequence, one]));
    return recordedIn(world).flatMap(({ sequence, data }) => {
      const retraining = retrainings.get(data.of);
      if (!retraining || data.unknown.length > 0) return [];
      const its = runs.filter(({ name }) => retraining.names.includes(name));
      const seconds = its.reduce((sum, one) => sum + billed(one), 0);
      const written = data.items.reduce((sum, { instanceSeconds }) => sum + instanceSeconds, 0);
      // A start that was refused may have been made before, by a call whose answer was lost.
      const refused = wasRefused(world, data.of);
      return written === seconds || refused
        ? []
        : [`Entry ${sequence} has ${written} seconds of a retraining that had ${seconds}.`];
    });
  },
};

function wasRefused(world: CampaignWorld, of: number): boolean {
  return entries(world, "retraining-failed").some(
    ({ entry }: { readonly entry: EntryOf<"retraining-failed"> }) =>
      entry.data.neverStarted === true && entry.sequence > of,
  );
}

/** As the simulated SageMaker bills: of spot capacity three tenths. */
function billed({ started, ended, spot }: ReturnType<typeof runsOf>[number]): number {
  const trained = Math.ceil((ended - started) / 1_000);
  return spot ? Math.floor(0.3 * trained) : trained;
}

const estimate = 4_000_000;
const perMonth = 16_000_000;

const budget: Invariant = {
  name: "no-retraining-breaks-the-budget",
  promise:
    "When a retraining is asked for, what the earlier ones cost as far as it was known then, the policy's estimate of the others and its own are within the month's budget.",
  broken({ world }) {
    const paid = new Map<number, number>();
    const asked: number[] = [];
    return entries(world, "retraining-requested", "cost-recorded").flatMap(({ at, entry }) => {
      if (entry.kind === "cost-recorded") {
        const { of, micros, unknown } = entry.data;
        paid.set(of, unknown.length > 0 ? Math.max(micros, estimate) : micros);
        return [];
      }
      const spent = asked.reduce((sum, of) => sum + (paid.get(of) ?? estimate), 0);
      asked.push(entry.sequence);
      return spent + estimate > perMonth
        ? [`A retraining was asked for at ${clock(at)}, after ${spent / 1_000_000} dollars were spent.`]
        : [];
    });
  },
};

export const costs: readonly Invariant[] = [once, accounted, exact, budget];
