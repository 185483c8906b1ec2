import { describe, expect, it } from "vitest";
import { type FunctionAnswer, ServiceError } from "../../../world.ts";
import type { JobEnd, JobOperation, MadeResource, ResourceOperation, StartedJob } from "../../context.ts";
import { parseDefinition } from "../definition/definition.ts";
import { buildGraph } from "../definition/graph.ts";
import { asText, type Json, type JsonObject } from "../expressions/json.ts";
import type { Jobs } from "../steps/step-work.ts";
import { Callbacks } from "./callbacks.ts";
import type { PipelineEvent } from "./events.ts";
import type { Execution } from "./execution.ts";
import { ExecutionRunner } from "./runner.ts";
import { executionScope } from "./scope.ts";

const pipelineArn = "arn:aws:sagemaker:eu-north-1:444455556666:pipeline/harbour-tides";

/** Jobs in memory: each runs until the test ends it. */
class JobsInMemory implements Jobs {
  readonly running = new Map<string, (end: Partial<JobEnd>) => void>();
  readonly requests: JsonObject[] = [];
  readonly packages: JsonObject[] = [];
  refusal: Error | null = null;

  async startJob(operation: JobOperation, request: JsonObject): Promise<StartedJob> {
    const kind = operation === "CreateTrainingJob" ? "training-job" : "processing-job";
    return this.run(kind, asText(request.TrainingJobName ?? request.ProcessingJobName ?? null), request);
  }
  async makeResource(operation: ResourceOperation, request: JsonObject): Promise<MadeResource> {
    if (operation === "CreateModelPackage") {
      this.packages.push(request);
      return { arn: "arn:package/1", description: { ModelPackageArn: "arn:package/1" } };
    }
    return {
      arn: `arn:model/${asText(request.ModelName ?? null)}`,
      description: { ModelName: request.ModelName ?? null },
    };
  }
  async callFunction(): Promise<FunctionAnswer> {
    throw new ServiceError("ResourceNotFoundException", "Function not found");
  }
  sendMessage(): void {}
  driftCheckBaselines(): null {
    return null;
  }
  private run(kind: string, name: string, request: JsonObject): StartedJob {
    if (this.refusal !== null) throw this.refusal;
    this.requests.push(request);
    const { promise, resolve } = Promise.withResolvers<JobEnd>();
    const end = (how: Partial<JobEnd>): void => {
      this.running.delete(name);
      resolve({ status: "Completed", failureReason: null, description: request, ...how });
    };
    this.running.set(name, end);
    return { arn: `arn:${kind}/${name}`, ended: promise, stop: () => end({ status: "Stopped" }) };
  }
}

interface Bench {
  readonly execution: Execution;
  readonly jobs: JobsInMemory;
  readonly events: PipelineEvent[];
  readonly runner: ExecutionRunner;
  /** A word in an event that breaks what tells it, once. */
  readonly breaks: { at: string | null };
  /** Ends the running job of a step and lets everything that follows from it happen. */
  finish(step: string, how?: Partial<JobEnd>): Promise<void>;
  statuses(): Record<string, string>;
}

function bench(
  steps: readonly Json[],
  objects: Readonly<Record<string, string>> = {},
  limit?: number,
): Bench {
  const definition = JSON.stringify({ Version: "2020-12-01", Steps: steps });
  const graph = buildGraph(parseDefinition(definition));
  const execution: Execution = {
    id: "q7w2e9r4t1y6",
    arn: `${pipelineArn}/execution/q7w2e9r4t1y6`,
    pipelineArn,
    pipelineName: "harbour-tides",
    displayName: "spring",
    description: null,
    definition,
    parameters: new Map(),
    given: [],
    maxParallelSteps: limit ?? null,
    selected: null,
    selectiveConfig: null,
    startTime: new Date("2031-04-02T08:00:00.250Z"),
    status: "Executing",
    lastModifiedTime: new Date("2031-04-02T08:00:00.250Z"),
    endTime: null,
    failureReason: null,
    steps: [],
  };
  const jobs = new JobsInMemory();
  const events: PipelineEvent[] = [];
  const store = {
    put: async () => {},
    get: async (bucket: string, key: string) => {
      const text = objects[`s3://${bucket}/${key}`];
      return text === undefined ? null : new TextEncoder().encode(text);
    },
    exists: () => true,
    list: async () => [],
    delete: async () => {},
  };
  const breaks: Bench["breaks"] = { at: null };
  const runner = new ExecutionRunner(execution, graph, {
    jobs,
    scope: (of, its) => executionScope(of, its, store),
    callbacks: new Callbacks(() => 0.5),
    cached: () => null,
    jobName: (of, step) => `pipelines-${of.id}-${step}-x`,
    announce(event) {
      if (breaks.at !== null && JSON.stringify(event).includes(breaks.at)) {
        const what = breaks.at;
        breaks.at = null;
        throw new Error(`${what} is not told`);
      }
      events.push(structuredClone(event));
    },
    now: () => new Date("2031-04-02T08:05:00.750Z"),
    log: () => {},
  });
  return {
    execution,
    jobs,
    events,
    breaks,
    runner,
    async finish(step, how = {}) {
      jobs.running.get(`pipelines-q7w2e9r4t1y6-${step}-x`)?.(how);
      await settled();
    },
    statuses: () => Object.fromEntries(execution.steps.map(({ step, status }) => [step.Name, status])),
  };
}

/** Lets all promises that wait for nothing outside run to their end. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function training(name: string, dependsOn: readonly string[] = [], request: Json = {}): Json {
  return { Name: name, Type: "Training", Arguments: request, DependsOn: dependsOn };
}

const report = { PropertyFileName: "Report", OutputName: "evaluation", FilePath: "evaluation.json" };
const outputs = [{ OutputName: "evaluation", S3Output: { S3Uri: "s3://tides/evaluation/" } }];
const gated: readonly Json[] = [
  {
    Name: "Evaluate",
    Type: "Processing",
    Arguments: { ProcessingOutputConfig: { Outputs: outputs } },
    PropertyFiles: [report],
  },
  {
    Name: "Gate",
    Type: "Condition",
    Arguments: {
      Conditions: [
        {
          Type: "LessThanOrEqualTo",
          LeftValue: {
            "Std:JsonGet": {
              PropertyFile: { Get: "Steps.Evaluate.PropertyFiles.Report" },
              Path: "regression_metrics.mae.value",
            },
          },
          RightValue: 2,
        },
      ],
      IfSteps: [
        {
          Name: "Register",
          Type: "RegisterModel",
          Arguments: { ModelPackageGroupName: "tides", ModelApprovalStatus: "PendingManualApproval" },
        },
      ],
      ElseSteps: [
        {
          Name: "TooBad",
          Type: "Fail",
          Arguments: {
            ErrorMessage: { "Std:Join": { On: ": ", Values: ["gate", { Get: "Steps.Gate.Outcome" }] } },
          },
        },
      ],
    },
  },
];

function evaluation(mae: number): Readonly<Record<string, string>> {
  return {
    "s3://tides/evaluation/evaluation.json": JSON.stringify({ regression_metrics: { mae: { value: mae } } }),
  };
}

describe("an execution", () => {
  it("runs independent steps side by side, two at most, and dependent ones after what they need", async () => {
    const at = bench([training("A"), training("B"), training("C"), training("D", ["A", "C"])]);
    at.runner.start();
    await settled();
    expect(at.statuses()).toEqual({ A: "Executing", B: "Executing" });

    await at.finish("A");
    expect(at.statuses()).toEqual({ A: "Succeeded", B: "Executing", C: "Executing" });

    await at.finish("B");
    expect(at.statuses()).toEqual({ A: "Succeeded", B: "Succeeded", C: "Executing" });

    await at.finish("C");
    await at.finish("D");
    expect(at.statuses()).toEqual({ A: "Succeeded", B: "Succeeded", C: "Succeeded", D: "Succeeded" });
    expect(at.execution.status).toBe("Succeeded");
  });

  it("runs one step at a time when asked to", async () => {
    const at = bench([training("A"), training("B")], {}, 1);
    at.runner.start();
    await settled();
    expect(at.statuses()).toEqual({ A: "Executing" });
  });

  it("gives jobs their name, the execution's tag and the properties of earlier steps", async () => {
    const next = training("B", [], { Base: { Get: "Steps.A.OutputDataConfig.S3OutputPath" } });
    const at = bench([training("A", [], { OutputDataConfig: { S3OutputPath: "s3://tides/out" } }), next]);
    at.runner.start();
    await settled();
    await at.finish("A");

    expect(at.jobs.requests[1]).toEqual({
      Base: "s3://tides/out",
      TrainingJobName: "pipelines-q7w2e9r4t1y6-B-x",
      Tags: [{ Key: "sagemaker:pipeline-execution-arn", Value: at.execution.arn }],
    });
  });

  it("creates a model under the service's name and lets later steps refer to it", async () => {
    const model = { Name: "Model", Type: "Model", Arguments: { ModelName: "mine", PrimaryContainer: {} } };
    const at = bench([model, training("A", [], { Base: { Get: "Steps.Model.ModelName" } })]);
    at.runner.start();
    await settled();
    expect(at.execution.steps[0]?.metadata).toEqual({
      Model: { Arn: "arn:model/pipelines-q7w2e9r4t1y6-Model-x" },
    });
    expect(at.jobs.requests[0]).toMatchObject({ Base: "pipelines-q7w2e9r4t1y6-Model-x" });
  });

  it("takes the branch that the property file decides, here to register the model", async () => {
    const at = bench(gated, evaluation(1.5));
    at.runner.start();
    await settled();
    await at.finish("Evaluate");

    expect(at.statuses()).toEqual({ Evaluate: "Succeeded", Gate: "Succeeded", Register: "Succeeded" });
    expect(at.execution.status).toBe("Succeeded");
    expect(at.jobs.packages).toEqual([
      {
        ModelPackageGroupName: "tides",
        ModelApprovalStatus: "PendingManualApproval",
        MetadataProperties: { GeneratedBy: at.execution.arn },
      },
    ]);
  });

  it("takes the other branch, whose Fail step fails the execution with the definition's message", async () => {
    const at = bench(gated, evaluation(2.5));
    at.runner.start();
    await settled();
    await at.finish("Evaluate");

    expect(at.statuses()).toEqual({ Evaluate: "Succeeded", Gate: "Succeeded", TooBad: "Failed" });
    expect(at.execution.steps[2]).toMatchObject({
      failureReason: "gate: false",
      metadata: { Fail: { ErrorMessage: "gate: false" } },
    });
    expect(at.execution.status).toBe("Failed");
    expect(at.execution.failureReason).toBe("Step failure: One or multiple steps failed.");
  });

  it("fails the condition when the property file is not there or lacks the path", async () => {
    for (const objects of [{}, { "s3://tides/evaluation/evaluation.json": "{}" }]) {
      const at = bench(gated, objects);
      at.runner.start();
      await settled();
      await at.finish("Evaluate");
      expect(at.statuses()).toEqual({ Evaluate: "Succeeded", Gate: "Failed" });
    }
  });

  it("lets what runs beside a failed step finish, starts nothing more and ends as Failed", async () => {
    const at = bench([training("A"), training("B"), training("C", ["B"]), training("D")]);
    at.runner.start();
    await settled();
    await at.finish("A", { status: "Failed", failureReason: "AlgorithmError: exit code: 3" });
    expect(at.execution.status).toBe("Executing");

    await at.finish("B");
    expect(at.statuses()).toEqual({ A: "Failed", B: "Succeeded" });
    expect(at.execution.steps[0]?.failureReason).toBe("ClientError: AlgorithmError: exit code: 3");
    expect(at.execution.status).toBe("Failed");
  });

  it("fails a step whose job is refused, in the service's words", async () => {
    const at = bench([training("A")]);
    at.jobs.refusal = new ServiceError("ResourceLimitExceeded", "No instances left.");
    at.runner.start();
    await settled();
    expect(at.execution.steps[0]?.failureReason).toBe(
      "ClientError: Failed to invoke sagemaker:CreateTrainingJob. Error Details: No instances left.",
    );
    expect(at.execution.status).toBe("Failed");
  });

  it("fails a step that breaks, with the reason", async () => {
    const at = bench([training("Train")]);
    at.jobs.refusal = new Error("no more files");
    at.runner.start();
    await settled();
    expect(at.execution.status).toBe("Failed");
    expect(at.execution.steps[0]?.failureReason).toBe(
      "InternalServerError: The step could not be run: no more files",
    );
  });

  it("ends as Failed, with the reason, when what follows from a step breaks", async () => {
    const at = bench([training("Train"), training("Test", ["Train"])]);
    at.runner.start();
    await settled();
    at.breaks.at = "Test";
    await at.finish("Train");
    await settled();
    expect(at.execution).toMatchObject({
      status: "Failed",
      failureReason: "InternalServerError: Test is not told",
    });
  });

  it("stops its running jobs, starts nothing more and ends as Stopped", async () => {
    const at = bench([training("A"), training("B", ["A"])]);
    at.runner.start();
    await settled();
    at.runner.stop();
    expect(at.execution.status).toBe("Stopping");
    await settled();
    expect(at.statuses()).toEqual({ A: "Stopped" });
    expect(at.execution.status).toBe("Stopped");
  });

  it("stops a job that is only just being created", async () => {
    const at = bench([training("A")]);
    at.runner.start();
    at.runner.stop();
    await settled();
    expect(at.statuses()).toEqual({ A: "Stopped" });
    expect(at.jobs.running.size).toBe(0);
  });

  it("tells every change of the execution and of its steps, once and in order", async () => {
    const at = bench([training("A")]);
    at.runner.start();
    await settled();
    await at.finish("A", { status: "Failed", failureReason: "AlgorithmError" });

    expect(at.events.map(({ detail }) => detail)).toEqual([
      {
        pipelineExecutionDisplayName: "spring",
        currentPipelineExecutionStatus: "Executing",
        executionStartTime: "2031-04-02T08:00:00Z",
        pipelineArn,
        pipelineExecutionArn: at.execution.arn,
      },
      expect.objectContaining({
        stepName: "A",
        stepType: "Training",
        currentStepStatus: "Starting",
        metadata: {},
      }),
      expect.objectContaining({ previousStepStatus: "Starting", currentStepStatus: "Executing" }),
      {
        metadata: { trainingJob: { arn: "arn:training-job/pipelines-q7w2e9r4t1y6-A-x" } },
        stepStartTime: "2031-04-02T08:05:00Z",
        stepEndTime: "2031-04-02T08:05:00Z",
        stepName: "A",
        stepType: "Training",
        previousStepStatus: "Executing",
        currentStepStatus: "Failed",
        failureReason: "ClientError: AlgorithmError",
        pipelineArn,
        pipelineExecutionArn: at.execution.arn,
      },
      expect.objectContaining({
        currentPipelineExecutionStatus: "Failed",
        previousPipelineExecutionStatus: "Executing",
        executionEndTime: "2031-04-02T08:05:00Z",
      }),
    ]);
    expect(new Set(at.events.map(({ resources }) => resources.join()))).toEqual(
      new Set([`${pipelineArn},${at.execution.arn}`]),
    );
  });
});
