import { SFN } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import type { EventEnvelope } from "../events/envelope.ts";
import { imageName, role } from "../sagemaker/testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../sagemaker/testing/local-sagemaker.ts";
import { type LocalServer, startLocal } from "../server.ts";

const roleArn = "arn:aws:iam::111122223333:role/states";
let local: LocalSageMaker;
let sfn: SFN;
const events: EventEnvelope[] = [];

beforeAll(async () => {
  local = await localSageMaker({
    functions: {
      names: ["double"],
      durable: new Set(),
      ...{ routes: [], schedules: [] },
      load: async () => async (input: unknown) => {
        const { number } = input as { number?: number };
        if (number === undefined) throw new RangeError("no number");
        return { number: 2 * number };
      },
    },
  });
  local.server.world.buses.observe((_bus, event) => {
    if (event.source === "aws.states") events.push(event);
  });
  await local.server.world.objects.put("rows", "train/one.txt", Buffer.from("1 2 3"));
  sfn = new SFN({
    endpoint: local.server.url,
    region: local.server.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  sfn.destroy();
  await local.close();
});

let made = 0;
type State = Readonly<Record<string, unknown>>;

/** A state machine of these states, which begins with the first. */
async function machine(states: Readonly<Record<string, State>>, more: State = {}): Promise<string> {
  made += 1;
  const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states, ...more });
  const { stateMachineArn = "" } = await sfn.createStateMachine({ name: `m${made}`, roleArn, definition });
  return stateMachineArn;
}

async function begun(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
  const { executionArn = "" } = await sfn.startExecution({
    stateMachineArn,
    input: JSON.stringify(input),
    ...(name === undefined ? {} : { name }),
  });
  return executionArn;
}

const ended = (executionArn: string) =>
  until(
    () => sfn.describeExecution({ executionArn }),
    ({ status }) => status !== "RUNNING",
  );

/** How it ends, and with what. */
async function run(states: Readonly<Record<string, State>>, input: unknown = {}, more: State = {}) {
  const { status, output, error, cause } = await ended(await begun(await machine(states, more), input));
  return { status, output: output === undefined ? null : (JSON.parse(output) as unknown), error, cause };
}

const end = { End: true };
const training = (name: string, more: State = {}) => ({
  TrainingJobName: name,
  RoleArn: role,
  AlgorithmSpecification: { TrainingImage: imageName, TrainingInputMode: "File" },
  InputDataConfig: [
    {
      ChannelName: "train",
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://rows/train/" } },
    },
  ],
  OutputDataConfig: { S3OutputPath: "s3://rows/out" },
  ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
  StoppingCondition: { MaxRuntimeInSeconds: 60 },
  ...more,
});

describe("a state machine", () => {
  it("passes, chooses, maps and runs branches, with paths, parameters and intrinsic functions", async () => {
    const found = await run(
      {
        Name: {
          Type: "Pass",
          Parameters: {
            "said.$": "States.Format('{} of {}', $.count, $$.StateMachine.Name)",
            "rows.$": "$.rows",
          },
          ResultPath: "$.made",
          Next: "Choose",
        },
        Choose: {
          Type: "Choice",
          Choices: [{ Variable: "$.count", NumericGreaterThan: 1, Next: "Each" }],
          Default: "None",
        },
        None: { Type: "Fail", Error: "NoRows", Cause: "there are none" },
        Each: {
          Type: "Map",
          ItemsPath: "$.made.rows",
          ItemProcessor: {
            ProcessorConfig: { Mode: "INLINE" },
            StartAt: "Add",
            States: {
              Add: {
                Type: "Pass",
                Parameters: { "sum.$": "States.MathAdd($, 1)" },
                OutputPath: "$.sum",
                ...end,
              },
            },
          },
          ResultPath: "$.sums",
          Next: "Both",
        },
        Both: {
          Type: "Parallel",
          Branches: [
            { StartAt: "Sums", States: { Sums: { Type: "Pass", OutputPath: "$.sums", ...end } } },
            { StartAt: "Said", States: { Said: { Type: "Pass", OutputPath: "$.made.said", ...end } } },
          ],
          Next: "Done",
        },
        Done: { Type: "Succeed" },
      },
      { count: 2, rows: [1, 2] },
    );
    expect(found).toMatchObject({ status: "SUCCEEDED", output: [[2, 3], `2 of m${made}`] });
  });

  it("fails as its state says, and tells that it was chosen", async () => {
    expect(await run({ Stop: { Type: "Fail", Error: "NoRows", Cause: "there are none" } })).toMatchObject({
      status: "FAILED",
      error: "NoRows",
      cause: "there are none",
    });
  });

  it("times out", async () => {
    const states = { Sleep: { Type: "Wait", Seconds: 30, ...end } };
    expect(await run(states, {}, { TimeoutSeconds: 1 })).toMatchObject({ status: "TIMED_OUT" });
  });

  it.each([
    [
      "JSONata",
      { A: { Type: "Pass", ...end } },
      { QueryLanguage: "JSONata" },
      "implement QueryLanguage JSONata of the state machine; JSONPath is",
    ],
    ["variables", { A: { Type: "Pass", Assign: { a: 1 }, ...end } }, {}, "implement Assign of the state A"],
    [
      "a distributed map",
      {
        A: {
          Type: "Map",
          ItemProcessor: {
            ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
            StartAt: "B",
            States: { B: { Type: "Pass", ...end } },
          },
          ...end,
        },
      },
      {},
      "implement Mode DISTRIBUTED of the state A",
    ],
    [
      "a service that is not here",
      { A: { Type: "Task", Resource: "arn:aws:states:::ecs:runTask.sync", ...end } },
      {},
      "implement the resource arn:aws:states:::ecs:runTask.sync of the state A",
    ],
    [
      "a callback",
      { A: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", ...end } },
      {},
      "implement the resource arn:aws:states:::lambda:invoke.waitForTaskToken",
    ],
    [
      "a state that is not there",
      { A: { Type: "Pass", Next: "B" } },
      {},
      "Invalid State Machine Definition: '",
    ],
  ])("with %s is refused by name when it is made", async (_, states, more, why) => {
    await expect(machine(states, more)).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: expect.stringContaining(why),
    });
  });

  it("is made once, found, listed and deleted", async () => {
    const stateMachineArn = await machine({ A: { Type: "Pass", ...end } });
    const { definition = "", name = "", ...found } = await sfn.describeStateMachine({ stateMachineArn });
    expect(found).toMatchObject({ status: "ACTIVE", type: "STANDARD", roleArn });
    expect((await sfn.createStateMachine({ name, roleArn, definition })).stateMachineArn).toBe(
      stateMachineArn,
    );
    const other = JSON.stringify({ StartAt: "B", States: { B: { Type: "Pass", End: true } } });
    await expect(sfn.createStateMachine({ name, roleArn, definition: other })).rejects.toThrow(
      "State Machine Already Exists",
    );
    const { stateMachines = [] } = await sfn.listStateMachines({});
    expect(stateMachines.map((one) => one.name)).toContain(name);
    await sfn.deleteStateMachine({ stateMachineArn });
    await expect(sfn.describeStateMachine({ stateMachineArn })).rejects.toMatchObject({
      name: "StateMachineDoesNotExist",
    });
  });
});

describe("an execution", () => {
  it("of a name and the same input is the same one while it runs, and the name is taken afterwards", async () => {
    const sleepy = await machine({ Sleep: { Type: "Wait", Seconds: 60, ...end } });
    const executionArn = await begun(sleepy, { a: 1 }, "one");
    expect(await begun(sleepy, { a: 1 }, "one")).toBe(executionArn);
    await expect(begun(sleepy, { a: 2 }, "one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    await sfn.stopExecution({ executionArn, error: "Tired", cause: "of waiting" });
    expect(await sfn.describeExecution({ executionArn })).toMatchObject({
      ...{ status: "ABORTED", error: "Tired", cause: "of waiting", name: "one" },
      input: '{"a":1}',
    });
    await expect(begun(sleepy, { a: 1 }, "one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    const { executions = [] } = await sfn.listExecutions({
      stateMachineArn: sleepy,
      statusFilter: "ABORTED",
    });
    expect(executions.map(({ name }) => name)).toEqual(["one"]);
  });

  it("is told by events, and by its history in the order of its states", async () => {
    const executionArn = await begun(
      await machine({ First: { Type: "Pass", Next: "Last" }, Last: { Type: "Succeed" } }),
    );
    await ended(executionArn);
    await expect
      .poll(() =>
        events.filter(({ resources }) => resources[0] === executionArn).map(({ detail }) => detail.status),
      )
      .toEqual(["RUNNING", "SUCCEEDED"]);
    const [first] = events.filter(({ resources }) => resources[0] === executionArn);
    expect(first).toMatchObject({
      "detail-type": "Step Functions Execution Status Change",
      detail: { executionArn, input: "{}", startDate: expect.any(Number), stopDate: null },
    });
    const history = await sfn.getExecutionHistory({ executionArn });
    expect(history.events?.map(({ id, type }) => [id, type])).toEqual([
      [1, "ExecutionStarted"],
      [2, "PassStateEntered"],
      [3, "PassStateExited"],
      [4, "SucceedStateEntered"],
      [5, "SucceedStateExited"],
      [6, "ExecutionSucceeded"],
    ]);
    const newest = await sfn.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 1 });
    expect(newest.events?.[0]?.type).toBe("ExecutionSucceeded");
    expect(newest.nextToken).toBeDefined();
  });
});

describe("a task", () => {
  it("calls a function, and what that throws is caught by its name", async () => {
    const call = (number: unknown) => ({
      Call: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "driftwheel-double", Payload: { number } },
        ResultSelector: { "number.$": "$.Payload.number" },
        Catch: [{ ErrorEquals: ["RangeError"], ResultPath: "$.error", Next: "Caught" }],
        ...end,
      },
      Caught: { Type: "Pass", OutputPath: "$.error.Error", ...end },
    });
    expect((await run(call(21))).output).toEqual({ number: 42 });
    expect((await run(call(undefined))).output).toBe("RangeError");
  });

  it("trains and waits, hands the job's description on, and calls what else SageMaker has", async () => {
    await local.sagemaker.createModelPackageGroup({ ModelPackageGroupName: "tiny" });
    const found = await run({
      Train: {
        Type: "Task",
        Resource: "arn:aws:states:::sagemaker:createTrainingJob.sync",
        Parameters: training("states-train"),
        Next: "Register",
      },
      Register: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:sagemaker:createModelPackage",
        Parameters: {
          ModelPackageGroupName: "tiny",
          InferenceSpecification: {
            Containers: [{ Image: imageName, "ModelDataUrl.$": "$.ModelArtifacts.S3ModelArtifacts" }],
            SupportedContentTypes: ["text/csv"],
            SupportedResponseMIMETypes: ["text/csv"],
          },
        },
        ...end,
      },
    });
    expect(found).toMatchObject({
      status: "SUCCEEDED",
      output: { ModelPackageArn: expect.stringContaining(":model-package/tiny/1") },
    });
  });

  it("whose job fails, fails with the job's description, and is tried again as its state says", async () => {
    const found = await run({
      Train: {
        Type: "Task",
        Resource: "arn:aws:states:::sagemaker:createTrainingJob.sync",
        Parameters: {
          ...training("unused", { HyperParameters: { fail: "no luck" } }),
          TrainingJobName: undefined,
          "TrainingJobName.$": "States.Format('again-{}', States.UUID())",
        },
        Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 1, IntervalSeconds: 1 }],
        ...end,
      },
    });
    expect(found).toMatchObject({ status: "FAILED", error: "States.TaskFailed" });
    expect(JSON.parse(found.cause ?? "")).toMatchObject({
      FailureReason: expect.stringContaining("no luck"),
    });
    const { TrainingJobSummaries = [] } = await local.sagemaker.listTrainingJobs({ NameContains: "again-" });
    expect(TrainingJobSummaries).toHaveLength(2);
  });

  it("that SageMaker refuses fails with its words", async () => {
    const { RoleArn: _, ...request } = training("refused");
    expect(
      await run({
        Train: {
          Type: "Task",
          Resource: "arn:aws:states:::sagemaker:createTrainingJob.sync",
          Parameters: request,
          ...end,
        },
      }),
    ).toMatchObject({
      status: "FAILED",
      error: "SageMaker.AmazonSageMakerException",
      cause: expect.stringMatching(/roleArn.*Error Code: ValidationException/),
    });
  });

  it("has its job stopped when the execution is", async () => {
    const executionArn = await begun(
      await machine({
        Train: {
          Type: "Task",
          Resource: "arn:aws:states:::sagemaker:createTrainingJob.sync",
          Parameters: training("states-slow", { HyperParameters: { seconds: "60" } }),
          ...end,
        },
      }),
    );
    const job = () => local.sagemaker.describeTrainingJob({ TrainingJobName: "states-slow" });
    await until(
      () => job().catch(() => null),
      (found) => found?.SecondaryStatus === "Training",
    );
    await sfn.stopExecution({ executionArn });
    const found = await until(job, ({ TrainingJobStatus }) => TrainingJobStatus === "Stopped");
    expect(found.TrainingJobStatus).toBe("Stopped");
  });

  it("puts an object as its JSON", async () => {
    const Resource = "arn:aws:states:::aws-sdk:s3:putObject";
    const Parameters = { Bucket: "rows", Key: "told.json", Body: { "loss.$": "$.loss" } };
    const found = await run({ Put: { Type: "Task", Resource, Parameters, ...end } }, { loss: 0.5 });
    expect(found.status).toBe("SUCCEEDED");
    const put = await local.server.world.objects.get("rows", "told.json");
    expect(JSON.parse(Buffer.from(put ?? []).toString())).toEqual({ loss: 0.5 });
  });

  it("publishes, and sends an object as its JSON", async () => {
    const TopicArn = local.server.world.topics.create("told");
    const { status } = await run({
      Tell: {
        Type: "Task",
        Resource: "arn:aws:states:::sns:publish",
        Parameters: { TopicArn, Message: { done: true } },
        ...end,
      },
    });
    expect(status).toBe("SUCCEEDED");
    expect(local.server.alerts().map(({ body }) => body)).toEqual(['{"done":true}']);
  });
});

it("machines and executions are there after a restart where state is kept, and what ran was aborted", async () => {
  const state = temporaryFolder();
  const first = await startLocal({ state });
  const client = (server: LocalServer) =>
    new SFN({
      endpoint: server.url,
      region: server.world.region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
  const before = client(first);
  const definition = JSON.stringify({
    StartAt: "A",
    States: { A: { Type: "Wait", Seconds: 60, End: true } },
  });
  const { stateMachineArn } = await before.createStateMachine({ name: "kept", roleArn, definition });
  const { executionArn } = await before.startExecution({ stateMachineArn, input: "{}" });
  await first.close();
  before.destroy();
  const second = await startLocal({ state });
  const after = client(second);
  expect(await after.describeStateMachine({ stateMachineArn })).toMatchObject({ name: "kept", definition });
  const found = await after.describeExecution({ executionArn });
  after.destroy();
  await second.close();
  expect(found.status).toBe("ABORTED");
});
