import type { RolloutProgress } from "@driftwheel/core/decider/rollout/progress/progress.ts";
import { expect, it } from "vitest";
import { sparseLooks } from "./sparse-looks.ts";

const arm = {
  requests: 0,
  outcomes: 0,
  good: 0,
  mean: null,
  guarded: { invocations: 0, errors: 0, slow: 0 },
};

function point(look: number, changes: Partial<RolloutProgress> = {}): RolloutProgress {
  return {
    sequence: look,
    look,
    end: new Date(look * 60_000).toISOString(),
    weight: look <= 600 ? 20 : 50,
    decision: "continue",
    champion: arm,
    challenger: arm,
    evidence: { better: 0.1, worse: 0, notWorse: 0, errors: 0, slow: 0 },
    line: { better: 3, harm: 4 },
    judges: ["outcomes"],
    differences: { outcomes: null, errors: null, slow: null },
    ratio: null,
    split: null,
    ...changes,
  };
}

const near = { better: 0, worse: 3.9, notWorse: 0, errors: 0, slow: 0 };
const looks = Array.from({ length: 1_000 }, (_, index) =>
  point(index + 1, index === 776 ? { evidence: near } : index === 332 ? { decision: "shift" } : {}),
);

it("of many looks the first, the last, what decided, a new share and what came near a line are told", () => {
  const told = sparseLooks(looks, 100).map(({ look }) => look);
  for (const look of [1, 333, 601, 777, 1_000]) expect(told).toContain(look);
  expect(told.length).toBeLessThanOrEqual(104);
  expect(told.toSorted((one, other) => one - other)).toEqual(told);
});

it("of few looks every one is told", () => {
  expect(sparseLooks(looks.slice(0, 100), 100)).toEqual(looks.slice(0, 100));
});
