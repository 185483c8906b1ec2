import { describe, expect, it } from "vitest";
import { policyFor } from "../../policy/testing/fleet.ts";
import type { FunctionTimesFact } from "../../vocabulary/costs.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import { initialState, type State } from "../../vocabulary/state.ts";
import { pendingEntries } from "../entries/pending-entries.ts";
import { evolve } from "../evolve.ts";
import { monitorRan } from "../testing/drift-steps.ts";
import { underPolicy } from "../testing/specification.ts";
import { questionsOfUpkeep, recordUpkeep } from "./upkeep.ts";

const retrain = { pipeline: "meadow-train", budget: { perMonth: "$10", perRun: "$4" } } as const;
const policy = policyFor("meadow", { retrain });
const monitorRuns = policyFor("meadow", {
  retrain,
  drift: { monitor: "model-monitor", sensitivity: { falseAlarmsPerYear: 4 } },
});
const state = (upkeep: Partial<State["upkeep"]> = {}): State => ({
  ...initialState("meadow"),
  upkeep: { recorded: "2026-06", months: {}, ...upkeep },
});
const ran = (name: string, megabytes: number, milliseconds: number) => ({
  ...{ name, megabytes, milliseconds, architecture: "arm64" as const, requests: 1_000_000 },
});
const fact = (changes: Partial<FunctionTimesFact> = {}): FunctionTimesFact => ({
  ...{ month: "2026-07", region: "us-east-1", rows: 4_000, unread: null },
  functions: [ran("sweep", 512, 2_000_000_000), ran("monitor", 1_024, 1_000_000_000)],
  models: { all: 4, watched: 2, judged: 0 },
  ...changes,
});

function recorded(of: State, told: FunctionTimesFact, at = "2026-08-01T02:00:00.000Z", under = policy) {
  const pending = pendingEntries({
    ...{ state: of, evolve: (folded: State) => folded, identity: "sweep", now: new Date(at) },
  });
  recordUpkeep(pending, { functionTimes: told }, under);
  return pending.entries.flatMap((entry) => (entry.kind === "upkeep-recorded" ? [entry] : []));
}

describe("what it costs to run and to watch a model", () => {
  it("is asked of a month once it is over for an hour, of one month at a time", () => {
    const at = (moment: string, upkeep: Partial<State["upkeep"]> = {}) =>
      questionsOfUpkeep(state(upkeep), { at: moment }, policy);
    expect(at("2026-08-01T00:59:59.000Z")).toEqual([]);
    expect(at("2026-08-01T01:00:00.000Z")).toEqual([{ ask: "functionTimes", month: "2026-07" }]);
    expect(at("2026-11-08T01:00:00.000Z")).toEqual([{ ask: "functionTimes", month: "2026-07" }]);
    expect(at("2027-01-01T01:00:00.000Z", { recorded: "2026-11" })).toEqual([
      { ask: "functionTimes", month: "2026-12" },
    ]);
    expect(at("2026-08-02T00:00:00.000Z", { recorded: "2026-07" })).toEqual([]);
    const asked = questionsOfUpkeep(state(), { at: "2026-08-02T00:00:00.000Z" }, policyFor("meadow"));
    expect(asked).toEqual([]);
  });

  it("is an equal share of the functions, and of the monitor one by the rows that it read", () => {
    const [entry] = recorded(state({ months: { "2026-07": { rows: 1_000, jobs: [], joined: 0 } } }), fact());
    // A million GB-seconds of each are $13.3334, and a million requests $0.20.
    expect(entry?.data).toMatchObject({
      ...{ month: "2026-07", micros: 2 * 3_383_350, monitoring: 3_383_350, unknown: [] },
      functions: [
        { name: "sweep", share: 0.25, micros: 3_383_350 },
        { name: "monitor", share: 0.25, micros: 3_383_350 },
      ],
      prices: { region: "us-east-1" },
    });
    expect(entry?.because).toBe(
      "In 2026-07 Driftwheel's own functions cost $3.38 for the model, and its monitoring $3.38.",
    );
  });

  it("is an equal share of the monitor too where nobody knows how much it read, and nothing of what does not work for it", () => {
    const [equal] = recorded(state(), fact({ rows: null }));
    expect(equal?.data.functions).toMatchObject([{ name: "sweep" }, { name: "monitor", share: 0.5 }]);
    const others = fact({ functions: [ran("monitor", 1_024, 1_000), ran("quality", 1_024, 1_000)] });
    const [none] = recorded(state(), others, "2026-08-01T02:00:00.000Z", monitorRuns);
    expect(none?.data).toMatchObject({ micros: 0, functions: [] });
  });

  it("has Model Monitor's jobs in it, with those that failed, by the month in which they ended", () => {
    const used = [
      {
        ...{ by: "run", use: "processing" as const, instanceType: "ml.m5.xlarge", count: 1, seconds: 360 },
        volume: { gigabytes: 20, seconds: 360 },
      },
    ];
    const { state: after } = underPolicy({ retrain })
      .given(monitorRan({ ran: { used, joined: false } }))
      .when(
        monitorRan(
          { status: "Failed", ran: { used, joined: true }, windowEnd: "2026-07-06T10:00:00.000Z" },
          { status: "Failed" },
        ),
      );
    expect(after.upkeep.months).toEqual({
      "2026-07": {
        ...{ rows: 0, joined: 1 },
        jobs: [{ instanceType: "ml.m5.xlarge", runs: 2, instanceSeconds: 720, gigabyteSeconds: 14_400 }],
      },
    });
    const [entry] = recorded(after, fact({ functions: [] }), "2026-08-01T02:00:00.000Z", monitorRuns);
    expect(entry?.data).toMatchObject({
      ...{ micros: 46_000, monitoring: 46_000 },
      items: [{ use: "processing", count: 2, instanceSeconds: 720, micros: 46_000 }],
      unknown: [
        "AWS tells of no run of a function",
        "the price of volumes for processing in us-east-1 is not known",
        "what the jobs ran that join ground truth, 1 of them",
      ],
    });
  });

  it("is not known, and never nothing, where AWS does not tell, has no price, or nobody wrote the jobs down", () => {
    const unread = fact({ functions: [], unread: "AccessDenied" });
    expect(recorded(state(), unread)).toEqual([]);
    const [late] = recorded(state(), unread, "2026-08-02T00:00:01.000Z");
    expect(late?.data).toMatchObject({
      micros: 0,
      prices: null,
      unknown: ["what functions ran: AccessDenied"],
    });
    const [elsewhere] = recorded(state(), fact({ region: "eu-west-3" }));
    expect(elsewhere?.data.unknown).toEqual(["the price of Lambda on arm64 in eu-west-3 is not known"]);
    const [without] = recorded(state(), fact(), "2026-08-01T02:00:00.000Z", monitorRuns);
    expect(without?.data.unknown).toEqual(["what Model Monitor's jobs ran is not written down"]);
  });

  it("is written down once for each month, beginning with the one of the ledger's first entry", () => {
    const entry = (sequence: number, at: string, kind: string, data: object) =>
      // Kinds and their data are this test's own to keep together.
      ({
        model: "meadow",
        sequence,
        at,
        kind,
        because: "So.",
        causedBy: `s${sequence}`,
        data,
      }) as unknown as Entry;
    const begun = evolve(
      initialState("meadow"),
      entry(1, "2026-07-20T00:00:00.000Z", "signal-observed", { signal: "new-data-arrived" }),
    );
    expect(begun.upkeep.recorded).toBe("2026-06");
    const over = evolve(begun, entry(2, "2026-08-01T02:00:00.000Z", "upkeep-recorded", { month: "2026-07" }));
    expect(over.upkeep).toEqual({ recorded: "2026-07", months: {} });
  });
});
