import { fileURLToPath } from "node:url";
import {
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  DescribeModelPackageCommand,
  DescribePipelineExecutionCommand,
  DescribeTrainingJobCommand,
  type DescribeTrainingJobCommandOutput,
  ListPipelineExecutionStepsCommand,
  ListTagsCommand,
  ListTrainingJobsCommand,
  type PipelineExecutionStep,
  SageMakerClient,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventEnvelope } from "../../events/envelope.ts";
import { type LocalServer, startLocal } from "../../server.ts";
import { tidesImage, tidesPipeline } from "./fixtures/tides-pipeline.ts";

let server: LocalServer;
let client: SageMakerClient;
const events: EventEnvelope[] = [];

beforeAll(async () => {
  const directory = fileURLToPath(new URL("fixtures/tides", import.meta.url));
  server = await startLocal({
    images: { [tidesImage]: { directory, train: ["node", "train.mjs"] } },
    delivery: { repeatRate: 0, maximumDelay: 0 },
  });
  server.world.buses.observe((_bus, event) => events.push(event));
  client = new SageMakerClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  await server.world.objects.put("tides", "heights/a.json", new TextEncoder().encode("[1, 2, 3]"));
  await server.world.objects.put("tides", "nothing/a.json", new TextEncoder().encode("[]"));
  await client.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: "tides" }));
  await client.send(
    new CreatePipelineCommand({
      PipelineName: "tides",
      PipelineDefinition: JSON.stringify(tidesPipeline),
      RoleArn: "arn:aws:iam::111122223333:role/tides",
    }),
  );
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function start(parameters: Record<string, string> = {}): Promise<string> {
  const PipelineParameters = Object.entries(parameters).map(([Name, Value]) => ({ Name, Value }));
  const { PipelineExecutionArn = "" } = await client.send(
    new StartPipelineExecutionCommand({ PipelineName: "tides", PipelineParameters }),
  );
  return PipelineExecutionArn;
}

async function status(arn: string): Promise<string | undefined> {
  const describe = new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn });
  return (await client.send(describe)).PipelineExecutionStatus;
}

async function end(arn: string): Promise<Record<string, PipelineExecutionStep>> {
  await expect.poll(() => status(arn), { interval: 50 }).not.toMatch(/Executing|Stopping/);
  return steps(arn);
}

async function steps(arn: string): Promise<Record<string, PipelineExecutionStep>> {
  const list = new ListPipelineExecutionStepsCommand({ PipelineExecutionArn: arn });
  const { PipelineExecutionSteps = [] } = await client.send(list);
  return Object.fromEntries(PipelineExecutionSteps.map((step) => [step.StepName, step]));
}

/** The training job of an execution. */
async function trainingJob(execution: string): Promise<DescribeTrainingJobCommandOutput> {
  const list = new ListTrainingJobsCommand({ NameContains: execution });
  const { TrainingJobSummaries = [] } = await client.send(list);
  const TrainingJobName = TrainingJobSummaries[0]?.TrainingJobName;
  return client.send(new DescribeTrainingJobCommand({ TrainingJobName }));
}

describe("a pipeline of real jobs, by the unmodified SDK", () => {
  it("trains, evaluates, decides by the report and registers the model", async () => {
    const arn = await start();
    const done = await end(arn);

    expect(await status(arn)).toBe("Succeeded");
    expect(Object.keys(done).sort()).toEqual(["Evaluate", "GoodEnough", "Register", "Train"]);
    expect(done.GoodEnough?.Metadata?.Condition?.Outcome).toBe("True");

    const id = arn.split("/").at(-1) ?? "";
    const job = await trainingJob(id);
    expect(job.TrainingJobName).toMatch(new RegExp(`^pipelines-${id}-Train-[A-Za-z0-9]{10}$`));
    expect(done.Train?.Metadata?.TrainingJob?.Arn).toBe(job.TrainingJobArn);
    const { Tags } = await client.send(new ListTagsCommand({ ResourceArn: job.TrainingJobArn }));
    expect(Tags).toContainEqual({ Key: "sagemaker:pipeline-execution-arn", Value: arn });

    const report = await server.world.objects.get("tides", `runs/${id}/evaluation.json`);
    expect(JSON.parse(new TextDecoder().decode(report ?? undefined))).toEqual({
      regression_metrics: { mae: { value: 1.5 } },
      files: ["model.tar.gz"],
    });
    const registered = await client.send(
      new DescribeModelPackageCommand({ ModelPackageName: done.Register?.Metadata?.RegisterModel?.Arn }),
    );
    expect(registered.MetadataProperties?.GeneratedBy).toBe(arn);
    expect(registered.InferenceSpecification?.Containers?.[0]?.ModelDataUrl).toBe(
      job.ModelArtifacts?.S3ModelArtifacts,
    );
  });

  it("tells its steps and itself on the default bus", async () => {
    const arn = await start();
    await end(arn);
    const told = () =>
      events
        .filter(({ detail }) => detail.pipelineExecutionArn === arn)
        .map(({ detail }) => [
          detail.stepName ?? "execution",
          detail.currentStepStatus ?? detail.currentPipelineExecutionStatus,
        ])
        .map((each) => each.join(" "))
        .toSorted();
    await expect.poll(() => told().includes("execution Succeeded")).toBe(true);
    const changes = ["Starting", "Executing", "Succeeded"];
    const steps = ["Train", "Evaluate", "GoodEnough", "Register"];
    expect(told()).toEqual(
      [
        "execution Executing",
        ...steps.flatMap((step) => changes.map((change) => `${step} ${change}`)),
        "execution Succeeded",
      ].toSorted(),
    );
  });

  it("registers nothing when the report is too bad", async () => {
    const arn = await start({ Error: "2.5" });
    const done = await end(arn);
    expect(await status(arn)).toBe("Failed");
    expect(done.TooFarOff?.FailureReason).toBe("The tides are off by more than 2.");
    expect(done).not.toHaveProperty("Register");
  });

  it("fails with the training script's own words when it fails", async () => {
    const arn = await start({ Data: "s3://tides/nothing/" });
    const done = await end(arn);
    expect(done.Train?.StepStatus).toBe("Failed");
    expect(done.Train?.FailureReason).toMatch(/^ClientError: AlgorithmError: .*no heights to learn from/);
    expect(Object.keys(done)).toEqual(["Train"]);
    const described = await client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn: arn }));
    expect(described.FailureReason).toBe("Step failure: One or multiple steps failed.");
  });

  it("stops the job that runs when it is stopped", async () => {
    const arn = await start({ Pause: "30000" });
    await expect.poll(async () => (await steps(arn)).Train?.StepStatus).toBe("Executing");
    await client.send(new StopPipelineExecutionCommand({ PipelineExecutionArn: arn }));
    const done = await end(arn);
    expect(await status(arn)).toBe("Stopped");
    expect(done.Train?.StepStatus).toBe("Stopped");
    const job = await trainingJob(arn.split("/").at(-1) ?? "");
    expect(job.TrainingJobStatus).toBe("Stopped");
  });
});
