import { describe, expect, it } from "vitest";
import { leftToCi, missing } from "../../runner/skipped.ts";
import { example } from "./run-example.ts";

const python = process.env.DRIFTWHEEL_PYTHON ?? "python3";

const loop = [
  "drift-confirmed",
  "retraining-started",
  "retraining-succeeded",
  "candidate-accepted",
  "rollout-started",
  "rollout-promoted",
];

// One in CI; the other has its command.
describe.skipIf(
  missing("scikit-learn", python, "-c", "import sklearn") ||
    leftToCi("the loop of examples/bikes takes minutes in real time."),
)("the example of scikit-learn", () => {
  it("drifts, retrains by its own scripts, and promotes what is better", async () => {
    const { code, stderr, entries } = await example("bikes");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(loop.filter((kind) => entries.some((entry) => entry.kind === kind))).toEqual(loop);
  });
});
