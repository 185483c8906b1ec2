import type { CreateHyperParameterTuningJobRequest } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { epochsImage, epochsImageName } from "../testing/epochs-image.ts";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker({ images: epochsImage() });
});
afterAll(() => local.close());

function request(name: string, MaxWaitTimeInSeconds: number): CreateHyperParameterTuningJobRequest {
  return {
    HyperParameterTuningJobName: name,
    HyperParameterTuningJobConfig: {
      Strategy: "Grid",
      HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "loss" },
      ResourceLimits: { MaxParallelTrainingJobs: 2 },
      ParameterRanges: { CategoricalParameterRanges: [{ Name: "epochs", Values: ["16", "17"] }] },
    },
    TrainingJobDefinition: {
      AlgorithmSpecification: {
        TrainingImage: epochsImageName,
        TrainingInputMode: "File",
        MetricDefinitions: [{ Name: "loss", Regex: "loss=(.*?);" }],
      },
      OutputDataConfig: { S3OutputPath: "s3://results/tuned" },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
      EnableManagedSpotTraining: true,
      CheckpointConfig: { S3Uri: "s3://results/checkpoints/" },
      StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds },
      RoleArn: role,
    },
    Tags: [{ Key: "driftwheel-local:interrupt-after", Value: "1.4" }],
  };
}

it("gives each training job the spot training and a folder of checkpoints of its own", async () => {
  await local.sagemaker.createHyperParameterTuningJob(request("epochs", 60));
  await until(
    () => local.sagemaker.describeHyperParameterTuningJob({ HyperParameterTuningJobName: "epochs" }),
    ({ HyperParameterTuningJobStatus }) => HyperParameterTuningJobStatus === "Completed",
  );
  const trials = await local.sagemaker.listTrainingJobsForHyperParameterTuningJob({
    HyperParameterTuningJobName: "epochs",
  });
  const names = trials.TrainingJobSummaries?.map(({ TrainingJobName = "" }) => TrainingJobName) ?? [];
  const jobs = await Promise.all(
    names.map((TrainingJobName) => local.sagemaker.describeTrainingJob({ TrainingJobName })),
  );

  expect(names).toHaveLength(2);
  for (const [at, job] of jobs.entries()) {
    expect(job.CheckpointConfig?.S3Uri).toBe(`s3://results/checkpoints/${names[at]}`);
    expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toContain("Interrupted");
  }
  const kept = await local.server.world.objects.list("results", "checkpoints/");
  expect(kept.map(({ key }) => key).sort()).toEqual(
    names.map((name) => `checkpoints/${name}/state.json`).sort(),
  );
});

it("is refused as a whole when its training jobs would be", async () => {
  await expect(local.sagemaker.createHyperParameterTuningJob(request("hurried", 59))).rejects.toMatchObject({
    name: "ValidationException",
    message:
      "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds",
  });
});
