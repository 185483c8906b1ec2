import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import { looksOf, rolloutsOf } from "./rollouts.ts";

describe("rollouts read from a ledger", () => {
  it("end with what became of them, the last weight, and the last look's evidence", () => {
    const [rollout, ...others] = rolloutsOf(sampleLedger);
    expect(others).toEqual([]);
    expect(rollout).toMatchObject({
      rollout: "frost-v5-1",
      result: "promoted",
      reason: "Version 5 serves alone.",
      startedAt: "2026-03-02T10:23:00.000Z",
      endedAt: "2026-03-02T10:38:00.000Z",
      weight: 100,
      looks: 2,
      evidence: { better: 4.5 },
      challenger: { version: 5, variant: "version-5" },
      champion: { version: null, variant: "version-4" },
    });
  });

  it("are running until then, with the weight and the looks so far", () => {
    const until = (sequence: number) =>
      rolloutsOf(sampleLedger.filter((entry) => entry.sequence <= sequence));
    expect(until(11)).toEqual([]);
    expect(until(12)).toMatchObject([
      { result: "running", weight: 10, looks: 0, evidence: null, endedAt: null },
    ]);
    expect(until(15)).toMatchObject([
      { result: "running", weight: 50, looks: 1, evidence: { better: 1.75 } },
    ]);
  });

  it("that are taken back during their bake end as rolled back", () => {
    const promoted = sampleLedger.find((entry) => entry.kind === "rollout-promoted");
    if (!promoted) throw new Error("The sample has no promotion.");
    const back: Entry = {
      ...promoted,
      sequence: 30,
      kind: "rollout-rolled-back",
      because: "It fails more often than the champion before did.",
      data: { ...promoted.data, reason: "errors", takesBack: promoted.sequence },
    };
    expect(rolloutsOf([...sampleLedger, back])).toMatchObject([
      { result: "rolled-back", reason: "It fails more often than the champion before did." },
    ]);
  });

  it("have their own looks in order", () => {
    expect(looksOf("frost-v5-1", sampleLedger).map(({ data }) => data.look)).toEqual([1, 2]);
    expect(looksOf("frost-v6-1", sampleLedger)).toEqual([]);
  });
});
