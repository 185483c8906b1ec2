import { describe, expect, it } from "vitest";
import type { Entry, EntryData } from "../../vocabulary/entry.ts";
import { initialState } from "../../vocabulary/state.ts";
import { arn } from "../testing/model.ts";
import { evolveCandidate } from "./evolve.ts";

const at = "2026-07-06T09:00:00.000Z";

function entry<K extends keyof EntryData>(kind: K, data: object, sequence = 7): Entry {
  // The fold reads the version alone; what else such an entry holds does not matter here.
  return { model: "meadow", sequence, kind, at, because: "so", causedBy: "test", data } as unknown as Entry;
}

const version = (number: number) => ({ package: arn(number), version: number });
const fold = (...entries: readonly Entry[]) =>
  entries.reduce(evolveCandidate, initialState("meadow")).candidates;

describe("where a version stands", () => {
  it.each([
    ["candidate-registered", version(2), "registered"],
    ["candidate-accepted", version(2), "accepted"],
    ["candidate-rejected", version(2), "rejected"],
    ["approval-requested", { ...version(2), deadline: null }, "approval-requested"],
    ["candidate-approved", { ...version(2), by: "ada", route: "api" }, "approved"],
    ["approval-rejected", { ...version(2), by: "ada", route: "api" }, "approval-rejected"],
    ["rollout-started", { challenger: version(2) }, "on-trial"],
    ["rollout-promoted", { challenger: version(2) }, "promoted"],
    ["rollout-rolled-back", { challenger: version(2) }, "rolled-back"],
  ] as const)("follows from %s", (kind, data, stage) => {
    const decided = "by" in data ? { by: "ada", route: "api", at } : null;
    expect(fold(entry(kind, data))).toEqual({
      [arn(2)]: { ...version(2), stage, sequence: 7, approvalDeadline: null, decided },
    });
  });

  it("follows from nothing else", () => {
    expect(fold(entry("signal-observed", { signal: "swept" }))).toEqual({});
  });

  it("has a deadline while an approval is asked for", () => {
    const asked = entry("approval-requested", { ...version(2), deadline: at });
    expect(fold(asked)[arn(2)]?.approvalDeadline).toBe(at);
    expect(fold(asked, entry("candidate-rejected", version(2)))[arn(2)]?.approvalDeadline).toBeNull();
  });

  it("keeps who decided on it last", () => {
    const approved = entry("candidate-approved", { ...version(2), by: "ada", route: "api" });
    const trial = entry("rollout-started", { challenger: version(2) });
    expect(fold(approved, trial)[arn(2)]?.decided).toEqual({ by: "ada", route: "api", at });
    const rejected = entry("approval-rejected", { ...version(2), by: "bea", route: "link" });
    expect(fold(approved, rejected)[arn(2)]?.decided).toMatchObject({ by: "bea" });
  });

  it("is superseded when it is approved and a later one goes on trial", () => {
    const approved = (number: number) =>
      entry("candidate-approved", { ...version(number), by: "a", route: "api" });
    const before = [approved(2), entry("candidate-accepted", version(3)), approved(4), approved(5)];
    const stages = Object.values(fold(...before, entry("rollout-started", { challenger: version(4) })));
    expect(stages.map(({ version: number, stage }) => [number, stage])).toEqual([
      [2, "superseded"],
      [3, "accepted"],
      [4, "on-trial"],
      [5, "approved"],
    ]);
  });
});
