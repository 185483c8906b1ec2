import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
});
afterAll(() => local.close());

it("keeps experiments, their trials, and what these are of", async () => {
  const { sagemaker } = local;
  await sagemaker.createExperiment({ ExperimentName: "Tides", Description: "How high it comes" });
  await sagemaker.createTrial({ TrialName: "spring", ExperimentName: "tides" });
  await sagemaker.createTrialComponent({
    TrialComponentName: "fit",
    Parameters: { depth: { NumberValue: 4 }, loss: { StringValue: "mae" } },
  });
  await sagemaker.associateTrialComponent({ TrialName: "spring", TrialComponentName: "fit" });
  await sagemaker.updateTrialComponent({
    TrialComponentName: "fit",
    Status: { PrimaryStatus: "Completed" },
    Parameters: { rounds: { NumberValue: 20 } },
    ParametersToRemove: ["loss"],
  });

  expect(await sagemaker.describeExperiment({ ExperimentName: "tides" })).toMatchObject({
    ExperimentArn: "arn:aws:sagemaker:eu-west-1:111122223333:experiment/tides",
    ExperimentName: "Tides",
    DisplayName: "Tides",
  });
  expect(await sagemaker.describeTrialComponent({ TrialComponentName: "fit" })).toMatchObject({
    Status: { PrimaryStatus: "Completed" },
    Parameters: { depth: { NumberValue: 4 }, rounds: { NumberValue: 20 } },
  });
  const names = async (of: object) =>
    (await sagemaker.listTrialComponents(of)).TrialComponentSummaries?.map((one) => one.TrialComponentName);
  expect(await names({ ExperimentName: "tides" })).toEqual(["fit"]);
  expect(await names({ TrialName: "spring" })).toEqual(["fit"]);
  expect((await sagemaker.listTrials({ TrialComponentName: "fit" })).TrialSummaries).toMatchObject([
    { TrialName: "spring" },
  ]);
});

it("deletes none that has something of it, and says what is not there", async () => {
  const { sagemaker } = local;
  await sagemaker.createExperiment({ ExperimentName: "waves" });
  await sagemaker.createTrial({ TrialName: "calm", ExperimentName: "waves" });
  await sagemaker.createTrialComponent({ TrialComponentName: "read" });
  await sagemaker.associateTrialComponent({ TrialName: "calm", TrialComponentName: "read" });

  await expect(sagemaker.deleteExperiment({ ExperimentName: "waves" })).rejects.toThrow("still has trials");
  await expect(sagemaker.deleteTrial({ TrialName: "calm" })).rejects.toThrow("still has trial components");
  await expect(sagemaker.deleteTrialComponent({ TrialComponentName: "read" })).rejects.toThrow(
    "still associated",
  );
  await sagemaker.disassociateTrialComponent({ TrialName: "calm", TrialComponentName: "read" });
  await sagemaker.deleteTrialComponent({ TrialComponentName: "read" });
  await sagemaker.deleteTrial({ TrialName: "calm" });
  await sagemaker.deleteExperiment({ ExperimentName: "waves" });
  await expect(sagemaker.describeExperiment({ ExperimentName: "waves" })).rejects.toMatchObject({
    name: "ResourceNotFound",
    message: "Experiment 'arn:aws:sagemaker:eu-west-1:111122223333:experiment/waves' does not exist.",
  });
  await expect(sagemaker.createTrial({ TrialName: "x", ExperimentName: "waves" })).rejects.toMatchObject({
    name: "ResourceNotFound",
  });
});
