import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageName, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";
import { createPipeline, ended, run, start } from "./testing/run-pipeline.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  await local.server.world.objects.put("numbers", "train/a.txt", new TextEncoder().encode("1 2 6"));
});

afterAll(async () => {
  await local.close();
});

/** Trains with the tiny image; `settings` are its hyperparameters. */
function train(Name: string, settings: object = {}, more: object = {}): object {
  return {
    Name,
    Type: "Training",
    ...more,
    Arguments: {
      AlgorithmSpecification: { TrainingImage: imageName, TrainingInputMode: "File" },
      HyperParameters: settings,
      InputDataConfig: [
        {
          ChannelName: "train",
          DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://numbers/train" } },
        },
      ],
      OutputDataConfig: { S3OutputPath: "s3://numbers/models" },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
      RoleArn: role,
    },
  };
}

const fault = { code: "ResourceLimitExceeded", message: "no more instances", status: 400 };

describe("a retry policy", () => {
  const patient = {
    RetryPolicies: [
      {
        ExceptionType: ["SageMaker.RESOURCE_LIMIT"],
        IntervalSeconds: 0.01,
        BackoffRate: 1,
        MaxAttempts: 2,
      },
    ],
  };

  it("tries a step again that met what the policy names", async () => {
    local.server.world.faults.add("sagemaker", "CreateTrainingJob", fault, 2);
    const { status, steps } = await run(local, [train("Train", {}, patient)]);
    expect([status, steps.Train?.AttemptCount]).toEqual(["Succeeded", 3]);
  });

  it("gives up after as many attempts as it names", async () => {
    local.server.world.faults.add("sagemaker", "CreateTrainingJob", fault, 3);
    const { status, steps } = await run(local, [train("Train", {}, patient)]);
    expect([status, steps.Train?.AttemptCount]).toEqual(["Failed", 3]);
    expect(steps.Train?.FailureReason).toBe(
      "ClientError: Failed to invoke sagemaker:CreateTrainingJob. Error Details: no more instances",
    );
  });

  it("waits for as long as it says, also for longer than Node's timers can", async () => {
    local.server.world.faults.add("sagemaker", "CreateTrainingJob", fault, 1);
    const months = { ...patient.RetryPolicies[0], IntervalSeconds: 60 * 86_400 };
    const arn = await start(
      local,
      await createPipeline(local, [train("Train", {}, { RetryPolicies: [months] })]),
    );
    await until(
      () => local.sagemaker.listPipelineExecutionSteps({ PipelineExecutionArn: arn }),
      ({ PipelineExecutionSteps }) => PipelineExecutionSteps?.[0]?.AttemptCount === 1,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { PipelineExecutionSteps } = await local.sagemaker.listPipelineExecutionSteps({
      PipelineExecutionArn: arn,
    });
    expect(PipelineExecutionSteps).toMatchObject([{ AttemptCount: 1, StepStatus: "Starting" }]);
    await local.sagemaker.stopPipelineExecution({
      PipelineExecutionArn: arn,
      ClientRequestToken: "s".repeat(32),
    });
    expect((await ended(local, arn)).status).toBe("Stopped");
  });

  it("leaves alone what it does not name", async () => {
    const { steps } = await run(local, [train("Train", { fail: "the data is odd" }, patient)]);
    expect(steps.Train).toMatchObject({ StepStatus: "Failed", AttemptCount: 1 });
  });
});

describe("a cache", () => {
  const cached = (ExpireAfter: string) => ({ CacheConfig: { Enabled: true, ExpireAfter } });

  it("gives the result of an earlier run with the same arguments, until it is too old", async () => {
    const runOf = async (name: string) => await ended(local, await start(local, name));
    const name = await createPipeline(local, [train("Train", {}, cached("P1D"))]);
    const first = await runOf(name);
    const second = await runOf(name);
    expect(first.steps.Train?.CacheHitResult).toBeUndefined();
    expect(second.steps.Train?.CacheHitResult).toEqual({ SourcePipelineExecutionArn: first.arn });
    expect(second.steps.Train?.Metadata).toEqual(first.steps.Train?.Metadata);

    await local.sagemaker.updatePipeline({
      PipelineName: name,
      PipelineDefinition: JSON.stringify({
        Version: "2020-12-01",
        Steps: [train("Train", {}, cached("PT0S"))],
      }),
    });
    expect((await runOf(name)).steps.Train?.CacheHitResult).toBeUndefined();
  });

  it("does not give what other arguments have brought", async () => {
    const parameters = [{ Name: "Keep", Type: "String", DefaultValue: "0" }];
    const step = train("Train", { keep: { Get: "Parameters.Keep" } }, cached("P1D"));
    const name = await createPipeline(local, [step], parameters);
    await ended(local, await start(local, name));
    const other = await ended(
      local,
      await start(local, name, { PipelineParameters: [{ Name: "Keep", Value: "1" }] }),
    );
    expect(other.steps.Train?.CacheHitResult).toBeUndefined();
  });
});

/** Its second step fails unless `Fail` is empty. */
const failing = [
  train("First"),
  {
    Name: "Gate",
    Type: "Condition",
    DependsOn: ["First"],
    Arguments: {
      Conditions: [{ Type: "Equals", LeftValue: { Get: "Parameters.Fail" }, RightValue: "yes" }],
      IfSteps: [{ Name: "Refuse", Type: "Fail", Arguments: { ErrorMessage: "as asked" } }],
    },
  },
  { ...train("Second"), DependsOn: ["First"] },
];
const failParameter = [{ Name: "Fail", Type: "String", DefaultValue: "no" }];

it("a retried execution goes on where it failed and keeps what succeeded", async () => {
  local.server.world.faults.add(
    "sagemaker",
    "CreateModel",
    { code: "ValidationException", message: "not yet", status: 400 },
    1,
  );
  const make = {
    Name: "Make",
    Type: "Model",
    Arguments: {
      ExecutionRoleArn: role,
      PrimaryContainer: {
        Image: imageName,
        ModelDataUrl: { Get: "Steps.First.ModelArtifacts.S3ModelArtifacts" },
      },
    },
  };
  const failed = await run(local, [train("First"), make]);
  expect(failed.status).toBe("Failed");
  await local.sagemaker.retryPipelineExecution({ PipelineExecutionArn: failed.arn });
  const retried = await ended(local, failed.arn);
  expect(retried.status).toBe("Succeeded");
  expect(retried.steps.First?.Metadata).toEqual(failed.steps.First?.Metadata);
  await expect(local.sagemaker.retryPipelineExecution({ PipelineExecutionArn: failed.arn })).rejects.toThrow(
    "has status 'Succeeded'. Only pipelines with 'Failed' or 'Stopped' status can be retried.",
  );
});

describe("a selective execution", () => {
  it("runs the selected steps with what the others had brought", async () => {
    const name = await createPipeline(local, failing, failParameter);
    const whole = await ended(
      local,
      await start(local, name, { PipelineParameters: [{ Name: "Fail", Value: "yes" }] }),
    );
    const SelectiveExecutionConfig = {
      SourcePipelineExecutionArn: whole.arn,
      SelectedSteps: [{ StepName: "Second" }],
    };
    const part = await ended(local, await start(local, name, { SelectiveExecutionConfig }));
    expect(part.status).toBe("Succeeded");
    expect(Object.keys(part.steps).sort()).toEqual(["First", "Second"]);
    expect(part.steps.First?.SelectiveExecutionResult).toEqual({ SourcePipelineExecutionArn: whole.arn });
    expect(part.steps.Second?.Metadata?.TrainingJob?.Arn).not.toBe(
      whole.steps.Second?.Metadata?.TrainingJob?.Arn,
    );
    const described = await local.sagemaker.describePipelineExecution({ PipelineExecutionArn: part.arn });
    expect(described.SelectiveExecutionConfig).toEqual(SelectiveExecutionConfig);
    // The parameters of the execution that it is taken from.
    const given = await local.sagemaker.listPipelineParametersForExecution({
      PipelineExecutionArn: part.arn,
    });
    expect(given.PipelineParameters).toEqual([{ Name: "Fail", Value: "yes" }]);
  });

  it("is refused when a selected step needs what is in no execution", async () => {
    const name = await createPipeline(local, [
      train("First"),
      train("Second", { keep: { Get: "Steps.First.TrainingJobName" } }),
    ]);
    const SelectedSteps = [{ StepName: "Second" }];
    await expect(start(local, name, { SelectiveExecutionConfig: { SelectedSteps } })).rejects.toThrow(
      "Step 'Second' needs the output of step 'First', which is not selected: SourcePipelineExecutionArn must name",
    );
    await expect(
      start(local, name, { SelectiveExecutionConfig: { SelectedSteps: [{ StepName: "Third" }] } }),
    ).rejects.toThrow("Selected step 'Third' is not in the pipeline definition.");
  });
});
