import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createWorld, type LocalWorld } from "../../create-world.ts";
import { checkRequest } from "../../validation/door.ts";
import type { Operation } from "../../world.ts";
import { createShared, type JobEnd, type SageMaker } from "../context.ts";
import { type Json, type JsonObject, wire } from "../json.ts";
import { registryOperations } from "../registry/operations.ts";
import { describePackage } from "../registry/package-operations.ts";
import { parse } from "../registry/parse-request.ts";
import { registryOf } from "../registry/registry-of.ts";
import { createPackage } from "../registry/requests.ts";
import { defaultSettings } from "../settings.ts";
import { pipelineOperations } from "./operations.ts";

const role = "arn:aws:iam::111122223333:role/pipelines";
const prefix = "arn:aws:sagemaker:eu-west-1:111122223333:pipeline";

let world: LocalWorld;
let operations: Map<string, Operation>;
let started: JsonObject[];
let finishJob: (end?: Partial<JobEnd>) => void;
let closers: (() => void | Promise<void>)[];

beforeEach(() => {
  world = createWorld();
  started = [];
  closers = [];
  const shared = createShared(world, defaultSettings, {
    onRestart: () => {},
    onClose: (end) => void closers.push(end),
  });
  const start = async (request: Readonly<Record<string, unknown>>) => {
    // The pipelines hand over what JSON gave them.
    started.push(request as JsonObject);
    const { promise, resolve } = Promise.withResolvers<JobEnd>();
    finishJob = (end = {}) =>
      resolve({ status: "Completed", failureReason: null, description: request as JsonObject, ...end });
    return { arn: "arn:job", ended: promise, stop: () => finishJob({ status: "Stopped" }) };
  };
  const context: SageMaker = {
    ...shared,
    startJob: (_operation, request) => start(request),
    async makeResource(operation, request) {
      if (operation !== "CreateModelPackage") return { arn: "arn:model", description: {} };
      const made = registryOf(context).registerByPipeline(parse(createPackage, request));
      return { arn: made.arn, description: wire(describePackage(made)) };
    },
  };
  operations = new Map([...registryOperations(context), ...pipelineOperations(context)]);
});

afterEach(async () => {
  for (const close of closers) await close();
  world.close();
});

async function call(
  operation: string,
  input: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const run = operations.get(operation);
  if (run === undefined) throw new Error(`no operation ${operation}`);
  // Clients send a token unless they are given one.
  checkRequest("sagemaker", operation, { ClientRequestToken: "token".repeat(8), ...input });
  // Every answer of the pipelines is an object.
  return (await run(input, { requestId: "r" })) as Record<string, unknown>;
}

function definition(more: Record<string, Json> = {}): string {
  return JSON.stringify({
    Version: "2020-12-01",
    Parameters: [
      { Name: "Data", Type: "String" },
      { Name: "Trees", Type: "Integer", DefaultValue: 40 },
    ],
    Steps: [
      {
        Name: "Train",
        Type: "Training",
        Arguments: { Trees: { Get: "Parameters.Trees" }, Data: { Get: "Parameters.Data" } },
      },
      {
        Name: "Register",
        Type: "RegisterModel",
        Arguments: {
          ModelPackageGroupName: "tides",
          InferenceSpecification: {
            Containers: [
              { Image: "tides:1", ModelDataUrl: { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" } },
            ],
          },
        },
      },
    ],
    ...more,
  });
}

function create(name = "tides", text = definition()): Promise<Record<string, unknown>> {
  return call("CreatePipeline", { PipelineName: name, PipelineDefinition: text, RoleArn: role });
}

async function startWith(parameters: Record<string, string>, token: string): Promise<string> {
  const answer = await call("StartPipelineExecution", {
    PipelineName: "tides",
    ClientRequestToken: token.padEnd(32, "0"),
    PipelineParameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
  });
  return String(answer.PipelineExecutionArn);
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("a pipeline", () => {
  it("is created, described, updated, listed and deleted", async () => {
    expect(await create()).toEqual({ PipelineArn: `${prefix}/tides` });
    await create("ebb");
    await call("UpdatePipeline", { PipelineName: "tides", PipelineDescription: "twice a day" });

    expect(await call("DescribePipeline", { PipelineName: `${prefix}/tides` })).toMatchObject({
      PipelineName: "tides",
      PipelineDefinition: definition(),
      PipelineDescription: "twice a day",
      PipelineStatus: "Active",
      RoleArn: role,
    });
    const listed = await call("ListPipelines", { SortBy: "Name", SortOrder: "Ascending" });
    expect(listed.PipelineSummaries).toMatchObject([{ PipelineName: "ebb" }, { PipelineName: "tides" }]);
    expect((await call("ListPipelines", { PipelineNamePrefix: "ti" })).PipelineSummaries).toHaveLength(1);

    await call("DeletePipeline", { PipelineName: "tides" });
    await expect(call("DescribePipeline", { PipelineName: "tides" })).rejects.toMatchObject({
      code: "ResourceNotFound",
      message: `Pipeline '${prefix}/tides' does not exist.`,
    });
  });

  it("is not created under a name that is taken", async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("Pipeline names must be unique within an AWS account and region."),
    });
  });

  it("may have its definition in S3", async () => {
    await world.objects.put("definitions", "tides.json", new TextEncoder().encode(definition()));
    const PipelineDefinitionS3Location = { Bucket: "definitions", ObjectKey: "tides.json" };
    await call("CreatePipeline", { PipelineName: "tides", RoleArn: role, PipelineDefinitionS3Location });
    expect((await call("DescribePipeline", { PipelineName: "tides" })).PipelineDefinition).toBe(definition());
  });

  it("is refused with a definition that cannot run, and keeps the old one on such an update", async () => {
    const broken = definition({ Steps: [{ Name: "A", Type: "Training", Arguments: {}, DependsOn: ["A"] }] });
    const refusal = {
      code: "ValidationException",
      message: "Unable to parse pipeline definition. Steps depend on each other in a cycle: A -> A.",
    };
    await expect(create("tides", broken)).rejects.toMatchObject(refusal);
    await create();
    const update = { PipelineName: "tides", PipelineDefinition: broken };
    await expect(call("UpdatePipeline", update)).rejects.toMatchObject(refusal);
    expect((await call("DescribePipeline", { PipelineName: "tides" })).PipelineDefinition).toBe(definition());
  });
});

describe("an execution", () => {
  beforeEach(async () => {
    await create();
    await call("CreateModelPackageGroup", { ModelPackageGroupName: "tides" });
  });

  it("starts once for a token, with a typed value for every parameter", async () => {
    const first = await startWith({ Data: "s3://tides/new" }, "a");
    expect(first).toMatch(new RegExp(`^${prefix}/tides/execution/[a-z0-9]{12}$`));
    expect(await startWith({ Data: "s3://tides/new" }, "a")).toBe(first);
    expect(await startWith({ Data: "s3://tides/new" }, "b")).not.toBe(first);
    await settled();

    expect(started).toHaveLength(2);
    expect(started[0]).toMatchObject({ Trees: 40, Data: "s3://tides/new" });
  });

  it("runs to its end and registers what it trained, as made by itself", async () => {
    const arn = await startWith({ Data: "d", Trees: "7" }, "a");
    await settled();
    expect(await call("DescribePipelineExecution", { PipelineExecutionArn: arn })).toMatchObject({
      PipelineExecutionStatus: "Executing",
      PipelineArn: `${prefix}/tides`,
    });
    finishJob({ description: { ModelArtifacts: { S3ModelArtifacts: "s3://tides/m.tar.gz" } } });
    await settled();

    const described = await call("DescribePipelineExecution", { PipelineExecutionArn: arn });
    expect(described.PipelineExecutionStatus).toBe("Succeeded");
    const packageArn = "arn:aws:sagemaker:eu-west-1:111122223333:model-package/tides/1";
    const { PipelineExecutionSteps } = await call("ListPipelineExecutionSteps", {
      PipelineExecutionArn: arn,
    });
    expect(PipelineExecutionSteps).toMatchObject([
      { StepName: "Register", StepStatus: "Succeeded", Metadata: { RegisterModel: { Arn: packageArn } } },
      { StepName: "Train", StepStatus: "Succeeded", Metadata: { TrainingJob: { Arn: "arn:job" } } },
    ]);
    expect(await call("DescribeModelPackage", { ModelPackageName: packageArn })).toMatchObject({
      MetadataProperties: { GeneratedBy: arn },
      InferenceSpecification: { Containers: [{ ModelDataUrl: "s3://tides/m.tar.gz" }] },
    });
    expect(await call("ListPipelineParametersForExecution", { PipelineExecutionArn: arn })).toEqual({
      PipelineParameters: [
        { Name: "Data", Value: "d" },
        { Name: "Trees", Value: "7" },
      ],
    });
  });

  it("shows the definition that it was started with", async () => {
    const arn = await startWith({ Data: "d" }, "a");
    const other = definition({ Metadata: { changed: true } });
    await call("UpdatePipeline", { PipelineName: "tides", PipelineDefinition: other });
    const answer = await call("DescribePipelineDefinitionForExecution", { PipelineExecutionArn: arn });
    expect(answer.PipelineDefinition).toBe(definition());
  });

  it("is listed newest first, in pages, with the reason of a failure", async () => {
    await startWith({ Data: "d" }, "a");
    await settled();
    finishJob({ status: "Failed", failureReason: "AlgorithmError: no tide" });
    await settled();
    const second = await startWith({ Data: "d" }, "b");
    const page = await call("ListPipelineExecutions", { PipelineName: "tides", MaxResults: 1 });
    expect(page.PipelineExecutionSummaries).toMatchObject([{ PipelineExecutionArn: second }]);
    const next = { PipelineName: "tides", MaxResults: 1, NextToken: page.NextToken };
    expect(await call("ListPipelineExecutions", next)).toEqual({
      PipelineExecutionSummaries: [
        expect.objectContaining({
          PipelineExecutionStatus: "Failed",
          PipelineExecutionFailureReason: "Step failure: One or multiple steps failed.",
        }),
      ],
    });
  });

  it("stops once, and its pipeline can be deleted only afterwards", async () => {
    const arn = await startWith({ Data: "d" }, "a");
    await settled();
    await expect(call("DeletePipeline", { PipelineName: "tides" })).rejects.toMatchObject({
      code: "ConflictException",
    });
    const stop = { PipelineExecutionArn: arn, ClientRequestToken: "s".repeat(32) };
    await call("StopPipelineExecution", stop);
    expect(await call("StopPipelineExecution", stop)).toEqual({ PipelineExecutionArn: arn });
    await settled();
    expect(await call("DescribePipelineExecution", { PipelineExecutionArn: arn })).toMatchObject({
      PipelineExecutionStatus: "Stopped",
    });
    await expect(call("StopPipelineExecution", stop)).rejects.toThrow("status can be stopped");
    await call("DeletePipeline", { PipelineName: "tides" });
  });

  it.each([
    [
      "an unknown parameter",
      { PipelineParameters: [{ Name: "Dta", Value: "x" }] },
      "Unknown parameters: [Dta]",
    ],
    ["no value for a parameter without default", {}, "Parameters [Data] have no default value"],
    ["a wrong type", { PipelineParameters: [{ Name: "Trees", Value: "few" }] }, "is not of type Integer"],
    ["a short token", { ClientRequestToken: "short" }, "Member must have length greater than or equal to 32"],
    [
      "no token",
      { ClientRequestToken: undefined },
      "at 'clientRequestToken' failed to satisfy constraint: Member must not",
    ],
  ])("is refused with %s", async (_what, input, message) => {
    const request = { PipelineName: "tides", ClientRequestToken: "t".repeat(32), ...input };
    await expect(call("StartPipelineExecution", request)).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining(message),
    });
  });

  it("is refused for a pipeline that does not exist, and not found under another ARN", async () => {
    const request = { PipelineName: "none", ClientRequestToken: "t".repeat(32) };
    await expect(call("StartPipelineExecution", request)).rejects.toMatchObject({ code: "ResourceNotFound" });
    const arn = { PipelineExecutionArn: `${prefix}/tides/execution/000000000000` };
    await expect(call("DescribePipelineExecution", arn)).rejects.toMatchObject({ code: "ResourceNotFound" });
  });
});
