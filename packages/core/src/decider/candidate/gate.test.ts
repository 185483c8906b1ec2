import { describe, expect, it } from "vitest";
import type { CandidateFact } from "../../vocabulary/fact.ts";
import { checkGate } from "./gate.ts";

const rules = [
  { metric: "regression_metrics.rmse.value", atMost: 3 },
  { metric: "regression_metrics.rmse.value", betterThanChampionBy: 0.5, better: "lower" },
] as const;

function candidate(json: unknown, championJson?: unknown): CandidateFact {
  return {
    version: 4,
    status: "Completed",
    approval: "PendingManualApproval",
    modelDataUrl: null,
    evaluationUri: "s3://vines/evaluation.json",
    evaluation: { ok: true, json },
    championEvaluation: championJson === undefined ? null : { ok: true, json: championJson },
  };
}

const report = (rmse: number) => ({
  regression_metrics: { rmse: { value: rmse, standard_deviation: "NaN" } },
});
const passed = (fact: CandidateFact) => checkGate([...rules], fact).map((check) => check.passed);

describe("the gate", () => {
  it("compares with the champion on the same rows when the candidate's evaluation has both", () => {
    const fact = candidate({ ...report(2), champion: report(2.6) }, report(1));
    expect(passed(fact)).toEqual([true, true]);
    expect(checkGate([...rules], fact)[1]?.detail).toBe(
      "2 against the champion's 2.6 on the same rows: better by 0.6.",
    );
  });

  it("falls back to the champion's own evaluation and says that its rows were others", () => {
    const checks = checkGate([...rules], candidate(report(2), report(2.2)));
    expect(checks[1]).toMatchObject({ passed: false, candidate: 2, champion: 2.2 });
    expect(checks[1]?.detail).toContain("on its own, other rows");
  });

  it("passes a comparison when there is no champion to compare with", () => {
    expect(passed(candidate(report(2)))).toEqual([true, true]);
  });

  it("fails a comparison when the champion's number is nowhere", () => {
    expect(passed(candidate(report(2), {}))).toEqual([true, false]);
  });

  it("fails what is out of bounds, with both numbers", () => {
    expect(checkGate([...rules], candidate(report(3.5)))[0]).toMatchObject({
      passed: false,
      candidate: 3.5,
      condition: "at most 3",
      detail: "3.5 is above 3.",
    });
  });

  it.each([
    ["is missing", { regression_metrics: { mae: { value: 1 } } }],
    ["is no number", { regression_metrics: { rmse: { value: "NaN" } } }],
    ["is only in the prototype", Object.create({ regression_metrics: { rmse: { value: 1 } } })],
    ["has no object around it", null],
  ])("fails a metric that %s and names what is there", (_, json) => {
    const [check] = checkGate([...rules], candidate(json));
    expect(check).toMatchObject({ passed: false, candidate: null });
    expect(check?.detail).toContain("regression_metrics.rmse.value is not in s3://vines/evaluation.json");
  });

  it("fails every check when there is no evaluation, with the reason", () => {
    const fact: CandidateFact = { ...candidate(null), evaluation: { ok: false, reason: "NoSuchKey" } };
    expect(passed(fact)).toEqual([false, false]);
    expect(checkGate([...rules], fact)[0]?.detail).toBe("There is no evaluation to check: NoSuchKey");
  });
});
