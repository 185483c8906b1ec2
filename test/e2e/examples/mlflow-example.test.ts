import { describe, expect, it } from "vitest";
import { leftToCi, missing } from "../../runner/skipped.ts";
import { python } from "../../senders/python.ts";
import { example } from "./run-example.ts";

describe.skipIf(
  leftToCi("the loop of examples/diamonds takes minutes in real time.") ||
    missing("MLflow beside scikit-learn", python, "-c", "import mlflow, sklearn"),
)("the example of MLflow", () => {
  it("retrains and approves by MLflow's webhooks, and leaves its champion as the endpoint has it", async () => {
    const { code, stderr, entries } = await example("diamonds", { DRIFTWHEEL_PYTHON: python });
    expect(stderr).toBe("");
    // The command itself compares MLflow's champion with what is served.
    expect(code).toBe(0);
    const because = (kind: string) => entries.find((entry) => entry.kind === kind)?.because;
    expect(because("retraining-requested")).toMatch(/^hook:mlflow asked to retrain: \d+% of \d+ prices/);
    expect(because("candidate-approved")).toBe(
      "Version 2 was approved by hook:mlflow (hook): MLflow alias challenger",
    );
    expect(because("rollout-promoted")).toBeDefined();
  });
});
