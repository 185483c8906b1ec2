import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CreateTrainingJobCommandInput } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { unpack } from "../containers/archive.ts";
import { epochsImage, epochsImageName } from "../testing/epochs-image.ts";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker({ images: epochsImage() });
});
afterAll(() => local.close());

type Change = Partial<CreateTrainingJobCommandInput>;

function request(name: string, change: Change = {}): CreateTrainingJobCommandInput {
  return {
    TrainingJobName: name,
    AlgorithmSpecification: { TrainingImage: epochsImageName, TrainingInputMode: "File" },
    RoleArn: role,
    OutputDataConfig: { S3OutputPath: "s3://results/jobs" },
    ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 5 },
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
    ...change,
  };
}

/** Of a spot job whose machine is taken away after so many seconds of each attempt. */
function spot(interruptAfter: string, maximum = 60, wait = 120): Change {
  return {
    EnableManagedSpotTraining: true,
    StoppingCondition: { MaxRuntimeInSeconds: maximum, MaxWaitTimeInSeconds: wait },
    Tags: [{ Key: "driftwheel-local:interrupt-after", Value: interruptAfter }],
  };
}

function checkpoints(name: string): Change {
  return { CheckpointConfig: { S3Uri: `s3://results/checkpoints/${name}` } };
}

async function train(name: string, change: Change = {}) {
  await local.sagemaker.createTrainingJob(request(name, change));
  return await ended(name);
}

async function ended(name: string) {
  const job = await until(
    () => local.sagemaker.describeTrainingJob({ TrainingJobName: name }),
    ({ TrainingJobStatus }) => TrainingJobStatus !== "InProgress" && TrainingJobStatus !== "Stopping",
  );
  const transitions = job.SecondaryStatusTransitions ?? [];
  return { ...job, transitions, passed: transitions.map(({ Status }) => Status) };
}

async function left(name: string, archive: string, file: string): Promise<string> {
  const content = await local.server.world.objects.get("results", `jobs/${name}/output/${archive}.tar.gz`);
  if (content === null) throw new Error(`${name} has left no ${archive}.`);
  const folder = join(temporaryFolder(), "content");
  await unpack(content, folder);
  return readFileSync(join(folder, file), "utf8");
}

const weights = (name: string) => left(name, "model", "weights.json");

/** The epoch that each attempt began with, as far as the last one knows. */
async function starts(name: string): Promise<readonly number[]> {
  return JSON.parse(await left(name, "output", "starts.json"));
}

async function kept(name: string): Promise<{ readonly epoch: number } | null> {
  const state = await local.server.world.objects.get("results", `checkpoints/${name}/state.json`);
  return state && JSON.parse(Buffer.from(state).toString());
}

const attempt = ["Starting", "Downloading", "Training"];

describe("a spot job that is interrupted twice", () => {
  beforeAll(async () => {
    await Promise.all([
      train("through"),
      train("interrupted", { ...spot("2 2"), ...checkpoints("interrupted") }),
    ]);
  });

  it("goes on from its checkpoint and makes the very model that one makes which runs through", async () => {
    expect((await ended("interrupted")).TrainingJobStatus).toBe("Completed");
    expect(await weights("interrupted")).toBe(await weights("through"));
    const [first, second = 0, third = 0, ...more] = await starts("interrupted");
    expect([first, more]).toEqual([0, []]);
    expect(second).toBeGreaterThan(0);
    expect(third).toBeGreaterThan(second);
  });

  it("tells each way there and back in its transitions and by an event", async () => {
    const all = [...attempt, "Interrupted", ...attempt, "Interrupted", ...attempt, "Uploading", "Completed"];
    const { passed, transitions } = await ended("interrupted");
    const told = await until(
      async () => local.events.filter(({ detail }) => detail.TrainingJobName === "interrupted"),
      (events) => events.length >= all.length,
    );

    expect(passed).toEqual(all);
    expect(told.map(({ detail }) => detail.SecondaryStatus)).toEqual(all);
    expect(told.slice(0, -1).every(({ detail }) => detail.TrainingJobStatus === "InProgress")).toBe(true);
    expect(transitions[3]).toMatchObject({
      StatusMessage: "The job stopped because the managed spot training instances were interrupted.",
      EndTime: expect.any(Date),
    });
  });

  it("is billed three tenths of the time that it has trained, and waiting is no training", async () => {
    const {
      TrainingStartTime,
      TrainingEndTime,
      TrainingTimeInSeconds = 0,
      ...job
    } = await ended("interrupted");
    const passed = (Number(TrainingEndTime) - Number(TrainingStartTime)) / 1000;

    // A second each time until there was a machine again.
    expect(TrainingTimeInSeconds).toBeLessThanOrEqual(Math.ceil(passed - 2));
    expect(TrainingTimeInSeconds).toBeGreaterThan(4);
    expect(job.BillableTimeInSeconds).toBe(Math.floor(0.3 * TrainingTimeInSeconds));
    const whole = await ended("through");
    expect(whole.BillableTimeInSeconds).toBe(whole.TrainingTimeInSeconds);
  });
});

it.concurrent("begins anew without checkpoints, on a machine that has nothing of the last one", async () => {
  const { passed } = await train("forgetful", {
    ...spot("2"),
    // A folder that every container has, and that goes with its machine.
    HyperParameters: { folder: "output", epochs: "21" },
  });

  expect(passed.filter((status) => status === "Interrupted")).toHaveLength(1);
  expect(await starts("forgetful")).toEqual([0]);
});

describe.concurrent("checkpoints of a job that is no spot job", () => {
  it("are there when it starts, are copied while it runs, and once more at its end", async () => {
    const { objects } = local.server.world;
    const begun = { epoch: 4, weights: [1, 2, 3, 4, 5], starts: [0] };
    await objects.put("results", "checkpoints/plain/state.json", Buffer.from(JSON.stringify(begun)));
    const change = checkpoints("plain");
    await local.sagemaker.createTrainingJob(request("plain", change));
    const meanwhile = await until(
      () => kept("plain"),
      (state) => (state?.epoch ?? 0) > 4,
    );
    const { TrainingJobStatus } = await local.sagemaker.describeTrainingJob({ TrainingJobName: "plain" });

    expect(TrainingJobStatus).toBe("InProgress");
    expect(meanwhile?.epoch).toBeLessThan(40);
    expect((await ended("plain")).CheckpointConfig).toEqual(change.CheckpointConfig);
    expect(await starts("plain")).toEqual([0, 4]);
    expect((await kept("plain"))?.epoch).toBe(40);
  });

  it("are kept from another folder below /opt/ml, and what the script deletes is deleted", async () => {
    const { objects } = local.server.world;
    const config = { S3Uri: "s3://results/checkpoints/elsewhere/", LocalPath: "/opt/ml/kept/" };
    await objects.put("results", "checkpoints/elsewhere/more/old.txt", Buffer.from("old"));
    await objects.put("results", "checkpoints/elsewhere-2/state.json", Buffer.from("of another job"));
    await train("elsewhere", {
      CheckpointConfig: config,
      HyperParameters: { folder: "kept", epochs: "14", forget: "1" },
    });

    expect(await starts("elsewhere")).toEqual([0]);
    const keys = (await objects.list("results", "checkpoints/elsewhere")).map(({ key }) => key);
    expect(keys).toEqual(["checkpoints/elsewhere-2/state.json", "checkpoints/elsewhere/more/old.txt"]);
  });
});

describe.concurrent("a spot job that waits for too long", () => {
  it("is stopped with its last checkpoint kept and without a model when capacity never comes back", async () => {
    const job = await train("starved", { ...spot("2 never", 4, 4), ...checkpoints("starved") });

    expect(job.passed).toEqual([...attempt, "Interrupted", "Starting", "Stopping", "MaxWaitTimeExceeded"]);
    expect(job.TrainingJobStatus).toBe("Stopped");
    expect(job.transitions.at(-1)?.StatusMessage).toBe(
      "Training job wait time exceeded MaxWaitTimeInSeconds provided",
    );
    expect(job.ModelArtifacts).toBeUndefined();
    expect(await kept("starved")).not.toBeNull();
  });

  it("is stopped without having trained when there is no capacity at all", async () => {
    const job = await train("unlaunched", spot("never", 1, 1));

    expect(job.passed).toEqual(["Starting", "Stopping", "MaxWaitTimeExceeded"]);
    expect([job.TrainingStartTime, job.BillableTimeInSeconds]).toEqual([undefined, undefined]);
  });

  it("is stopped while it trains, too", async () => {
    const job = await train("slow", {
      ...spot("0.2", 4, 4),
      HyperParameters: { epochs: "600" },
    });

    expect(job.passed.slice(-3)).toEqual(["Training", "Stopping", "MaxWaitTimeExceeded"]);
  });
});

it.concurrent("counts all attempts together against the longest time of training", async () => {
  const { passed, transitions } = await train("long", {
    ...spot("2"),
    ...spot("2", 3, 60),
    HyperParameters: { epochs: "600" },
  });

  expect(passed).toEqual([...attempt, "Interrupted", ...attempt, "Stopping", "MaxRuntimeExceeded"]);
  const last = transitions[6];
  expect(Number(last?.EndTime) - Number(last?.StartTime)).toBeLessThan(2_500);
});

it.concurrent("interrupts no job that is not a spot job, as one that takes its place has its tags", async () => {
  const { passed } = await train("steady", { Tags: spot("0.1").Tags, HyperParameters: { epochs: "5" } });

  expect(passed).toEqual([...attempt, "Uploading", "Completed"]);
});

it.concurrent("can be stopped while it waits for capacity", async () => {
  await local.sagemaker.createTrainingJob(request("tired", spot("never")));
  await local.sagemaker.stopTrainingJob({ TrainingJobName: "tired" });

  expect((await ended("tired")).passed).toEqual(["Starting", "Stopping", "Stopped"]);
});

const missing =
  "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds";

it.each<[string, Change, string]>([
  ["spot training that waits for nothing", { EnableManagedSpotTraining: true }, missing],
  ["a wait that is shorter than the training may be", spot("1", 60, 59), missing],
  [
    "a wait where there is no spot training",
    { StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 } },
    "Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true",
  ],
  ["an interruption at no time", spot("soon"), '"soon"; it takes seconds with blanks between them'],
  ["an interruption after the last", spot("never 2"), '"never 2"; it takes seconds'],
  ["an interruption without a time", spot(" "), '" "; it takes seconds'],
  ...["/tmp/checkpoints", "/opt/ml", "/opt/ml/", "/opt/ml/../tmp", "/opt/mlx/a"].map(
    (LocalPath): [string, Change, string] => [
      `checkpoints in ${LocalPath}`,
      { CheckpointConfig: { S3Uri: "s3://results/c", LocalPath } },
      `below /opt/ml only; CheckpointConfig.LocalPath is "${LocalPath}"`,
    ],
  ),
  [
    "checkpoints in a place that is not in S3",
    { CheckpointConfig: { S3Uri: "https://results/c" } },
    'The S3 URI "https://results/c" is not of the form s3://bucket/key.',
  ],
])("refuses %s", async (_, change, message) => {
  await expect(local.sagemaker.createTrainingJob(request("refused", change))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
});
