import type { ApiPorts } from "@driftwheel/api/ports.ts";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry, EntryData, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import { driftEntries, statisticsText } from "../drift-ledger.ts";
import { trialEntries } from "../trial-ledger.ts";

const minute = 60_000;
const day = 1_440 * minute;

const fleet = fleetOf(
  {
    tide: {
      rollout: { ramp: [20, 50], minimumEffect: 0.05, guards: { errorRate: 0.02, p99Latency: 0.03 } },
      retrain: { pipeline: "tide-train", budget: { perMonth: "$40.00", perRun: "$6.00" } },
    },
    reef: { retrain: { pipeline: "reef-train", budget: { perMonth: "$20.00", perRun: "$5.00" } } },
    shore: {},
    quay: {},
    buoy: {},
    lagoon: {},
  },
  { idle: { endpoints: { withoutInvocationsFor: "14 days" } } },
);

/** What the API reads of a fleet with months behind it: drift, trials, costs, and what stands idle. */
export function shownFleet(now: number): Partial<ApiPorts> {
  const ledgers: Readonly<Record<string, readonly Entry[]>> = {
    tide: tideLedger(now),
    reef: ledgerOf("reef", [
      ...retrainings("reef", now, [75, 44, 12]),
      ...driftEntries("reef", 30, now - 3 * day, "weather"),
    ]),
    ...Object.fromEntries(
      ["shore", "quay", "buoy"].map((name, index) => [
        name,
        // The last hours of these are calm.
        driftEntries(name, 40, now + (20 - index) * 60 * minute, "weather").slice(0, 20 + index),
      ]),
    ),
  };
  const entriesOf = (model: string) => ledgers[model] ?? [];
  return {
    fleet,
    clock: { now: () => new Date() },
    ledger: {
      read: async (model) => entriesOf(model),
      state: async (model) => replay(model, entriesOf(model)),
    },
    idleLedger: { read: async () => idleEntries(now) },
    distributions: {
      window: async () => statisticsText(12, "weather"),
      baseline: async () => statisticsText(8, "weather"),
    },
  };
}

function tideLedger(now: number): readonly Entry[] {
  const policy = fleet.models.tide;
  if (!policy) throw new Error("The fleet has the model tide.");
  const past = ledgerOf("tide", [
    ...retrainings("tide", now, [82, 51, 20, 6]),
    ...driftEntries("tide", 48, now - 5 * 60 * minute, "weather"),
  ]);
  const trial = { model: "tide", policy, weight: 20 };
  const ended = trialEntries(
    { ...trial, rollout: "tide-v2-1", looks: 90, rate: 0.59, ends: true, start: now - 260 * minute, seed: 3 },
    past.length,
  );
  const running = trialEntries(
    { ...trial, rollout: "tide-v3-2", looks: 60, rate: 0.64, ends: false, start: now - 61 * minute, seed: 5 },
    past.length + ended.length,
  );
  return [...past, ...ended, ...running];
}

/** The same entries, one after the other. */
function ledgerOf(model: string, entries: readonly Entry[]): readonly Entry[] {
  return entries.map((entry, index) => ({ ...entry, model, sequence: index + 1 }));
}

/** Two entries for each, so that what one cost is of the entry before. */
function retrainings(model: string, now: number, daysAgo: readonly number[]): readonly Entry[] {
  return daysAgo.flatMap((ago, index) => {
    const sequence = 2 * index + 1;
    const [asked, paid] = [now - ago * day, now - ago * day + 40 * minute];
    const micros = 1_150_000 + 730_000 * index;
    return [
      entry(model, sequence, asked, "retraining-requested", "wind has drifted for three windows.", {
        ...{ pipeline: `${model}-train`, parameters: {}, displayName: `${model}-${sequence}`, cost: 6 },
        deadline: new Date(asked + day).toISOString(),
      }),
      entry(model, sequence + 1, paid, "cost-recorded", "The retraining's jobs have ended.", {
        ...{ what: "retraining", of: sequence, micros, unknown: [] },
        items: [
          {
            ...{ use: "training", instanceType: "ml.m5.xlarge", count: 1 },
            ...{ instanceSeconds: Math.round(micros / 75), perHour: 269_000, micros },
          },
        ],
        prices: { region: "eu-north-1", published: "2026-11-01" },
      }),
    ];
  });
}

function entry<Kind extends EntryKind>(
  model: string,
  sequence: number,
  at: number,
  kind: Kind,
  because: string,
  data: EntryData[Kind],
): Entry {
  const told = {
    model,
    sequence,
    at: new Date(at).toISOString(),
    kind,
    because,
    causedBy: `${kind} ${at}`,
    data,
  };
  // Kind and data belong together by this function's own signature.
  return told as unknown as Entry;
}

function idleEntries(now: number): readonly IdleEntry[] {
  const arn = (path: string) => `arn:aws:sagemaker:eu-north-1:111122223333:${path}`;
  const found = (
    sequence: number,
    kind: "notebook-instance" | "endpoint",
    name: string,
    { days, monthly, notActed }: { days: number; monthly: number; notActed: string | null },
  ): IdleEntry => ({
    ...{ model: "account", sequence, kind: "idle-found", at: new Date(now - 2 * day).toISOString() },
    ...{ because: `Nothing has used ${name} for ${days} days.`, causedBy: "idle" },
    data: {
      ...{ resource: `${kind}/${name}`, kind, name, arn: arn(`${kind}/${name}`), monthly, notActed },
      ...{ since: new Date(now - days * day).toISOString(), state: "InService" },
    },
  });
  const notebook = "notebook-instance/shore-exploration";
  return [
    found(1, "endpoint", "tide-experiment", {
      days: 31,
      monthly: 167.9,
      notActed: "it has no tag that allows it",
    }),
    found(2, "endpoint", "reef-shadow", { days: 18, monthly: 83.95, notActed: null }),
    found(3, "notebook-instance", "shore-exploration", { days: 24, monthly: 36.5, notActed: null }),
    {
      ...{ model: "account", sequence: 4, kind: "idle-stopped", at: new Date(now - day).toISOString() },
      ...{ because: "shore-exploration was stopped.", causedBy: 3 },
      data: {
        resource: notebook,
        act: {
          ...{ operation: "stop-notebook", name: "shore-exploration", arn: arn(notebook) },
          changedAt: new Date(now - 24 * day).toISOString(),
        },
        undo: "the instance is started again",
      },
    },
  ];
}
