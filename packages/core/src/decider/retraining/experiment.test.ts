import { expect, it } from "vitest";
import { ledgerOf, report } from "../../alerts/vines.fixture.ts";
import type { FleetInput, ModelPolicyInput } from "../../policy/policy.ts";
import { fleetOf } from "../../policy/testing/fleet.ts";
import { effects } from "../effects/effects.ts";

const arn = "arn:aws:sagemaker:eu-north-1:444455556666:mlflow-app/app-VINES1";

/** The start of the retraining that drift asks for. */
function startedBy(experiments: FleetInput["experiments"], changes: Partial<ModelPolicyInput> = {}) {
  const usual = { drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 200 } } } as const;
  const { vines } = fleetOf({ vines: { ...usual, ...changes } }, { experiments }).models;
  if (!vines) throw new Error("The fleet has no vines.");
  const { entries, tell } = ledgerOf(vines);
  for (let window = 1; window <= 4; window++) tell(window * 60, report(window * 60, true));
  return entries
    .filter(({ kind }) => kind === "retraining-requested")
    .flatMap(effects)
    .filter(({ kind }) => kind === "start-pipeline" || kind === "start-retraining");
}

it("a pipeline is started in the model's experiment where SageMaker has the server", () => {
  expect(startedBy({ mlflow: { arn } })).toMatchObject([
    { kind: "start-pipeline", experiment: "driftwheel/vines" },
  ]);
  expect(startedBy({ mlflow: { arn } }, { experiment: "cellar" })).toMatchObject([{ experiment: "cellar" }]);
});

it("a pipeline is started without an experiment where SageMaker knows of none", () => {
  for (const started of [
    startedBy(undefined),
    startedBy({ mlflow: { url: "https://mlflow.example" } }),
    startedBy({ mlflow: { arn } }, { experiment: false }),
  ]) {
    expect(started).toMatchObject([{ kind: "start-pipeline" }]);
    expect(started[0]).not.toHaveProperty("experiment");
  }
});

it("what is no pipeline is started as its template says", () => {
  const retrain = { with: { function: "vines-train" } };
  expect(startedBy({ mlflow: { arn } }, { retrain })).toMatchObject([{ kind: "start-retraining" }]);
});
