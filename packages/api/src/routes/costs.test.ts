import { replay } from "@driftwheel/core/decider/evolve.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import type { CostItem } from "@driftwheel/core/vocabulary/costs.ts";
import type { Entry, EntryData } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import { apiWorld, people } from "../testing/world.ts";

const item: CostItem = {
  ...{ use: "training", instanceType: "ml.m5.large", count: 1, instanceSeconds: 3_600 },
  ...{ perHour: 115_000, micros: 115_000 },
};

/** A retraining in each month, of which the second cost what nobody knows. */
const ledger: readonly Entry[] = [
  entry(1, "2026-03-30T10:00:00.000Z", "retraining-requested", {
    ...{ pipeline: "tide-train", parameters: {}, displayName: "tide-1", cost: 2 },
    deadline: "2026-03-31T10:00:00.000Z",
  }),
  entry(2, "2026-03-30T12:00:00.000Z", "cost-recorded", {
    ...{ what: "retraining", of: 1, items: [item], micros: 115_000, unknown: [] },
    prices: { region: "eu-north-1", published: "2026-03-01" },
  }),
  entry(3, "2026-04-20T10:00:00.000Z", "retraining-requested", {
    ...{ pipeline: "tide-train", parameters: {}, displayName: "tide-3", cost: 2 },
    deadline: "2026-04-21T10:00:00.000Z",
  }),
  entry(4, "2026-04-21T12:00:00.000Z", "cost-recorded", {
    ...{ what: "retraining", of: 3, items: [], micros: 0, unknown: ["there is no job any more"] },
    prices: null,
  }),
  entry(5, "2026-05-01T01:00:00.000Z", "upkeep-recorded", {
    ...{ month: "2026-04", micros: 90_000, monitoring: 60_000, functions: [], items: [], prices: null },
    unknown: ["AccessDenied"],
  }),
];

function entry<Kind extends "retraining-requested" | "cost-recorded" | "upkeep-recorded">(
  sequence: number,
  at: string,
  kind: Kind,
  data: EntryData[Kind],
): Entry {
  // Kind and data belong together by this function's own signature.
  return { model: "tide", sequence, at, kind, because: "So.", causedBy: 1, data } as unknown as Entry;
}

const fleet = fleetOf({
  tide: { retrain: { pipeline: "tide-train", budget: { perMonth: "$5", perRun: "$2" } } },
  reef: {},
});

/** The budget's thirty days hold April's retraining alone. */
const world = apiWorld({
  fleet,
  ledger: {
    read: async (model) => (model === "tide" ? ledger : []),
    state: async (model) => replay(model, model === "tide" ? ledger : []),
  },
});

async function get(path: string) {
  const response = await world.app.request(path, {}, people.reader);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe("GET /costs", () => {
  it("tells each month of a model with what it cost, what is not known of it, and what it brought", async () => {
    const { body } = await get("/costs");
    expect(body.months).toMatchObject([
      {
        ...{ model: "tide", month: "2026-03", micros: 115_000, upkeep: null },
        retrainings: { count: 1, micros: 115_000, unknown: 0, estimate: 0 },
        trials: { count: 0, micros: 0, unknown: 0, estimate: 0 },
        costs: [{ what: "retraining", sequence: 1, recorded: true, items: [item] }],
        bought: [{ sequence: 1, micros: 115_000, complete: true, became: "nothing", before: null }],
      },
      {
        ...{ month: "2026-04", micros: 90_000 },
        upkeep: { own: 30_000, monitoring: 60_000, unknown: ["AccessDenied"] },
        retrainings: { count: 1, micros: 0, unknown: 1, estimate: 2_000_000 },
        costs: [{ sequence: 3, unknown: ["there is no job any more"], estimate: 2_000_000 }],
        bought: [{ sequence: 3, complete: false }],
      },
    ]);
    expect(body.currency).toBe("USD");
  });

  it("tells what the budget has left, and which model has none", async () => {
    const { body } = await get("/costs");
    expect(body.models).toEqual([
      {
        ...{ model: "tide", recorded: true },
        budget: {
          ...{ micros: 5_000_000, spent: 2_000_000, estimated: 2_000_000, left: 3_000_000 },
          ...{ alertAt: 0.8, perRun: 2_000_000, nextPossible: null },
        },
      },
      { model: "reef", recorded: false, budget: null },
    ]);
  });

  it("is of one month or one model where it is asked so", async () => {
    const month = await get("/costs?month=2026-04");
    expect(month.body.months.map((one: { month: string }) => one.month)).toEqual(["2026-04"]);
    const model = await get("/costs?model=reef");
    expect([model.body.models.length, model.body.months]).toEqual([1, []]);
  });

  it("pages through the models of the fleet, each once", async () => {
    const first = await get("/costs?limit=1");
    expect([first.body.models[0].model, first.body.next]).toEqual(["tide", "tide"]);
    const second = await get(`/costs?limit=1&after=${first.body.next}`);
    expect([second.body.models[0].model, second.body.next]).toEqual(["reef", null]);
  });

  it.each([
    ["/costs?model=moon", 404],
    ["/costs?after=moon", 404],
    ["/costs?month=2026-13", 400],
    ["/costs?limit=51", 400],
  ])("answers %s with %i", async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});
