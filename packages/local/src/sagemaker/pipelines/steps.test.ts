import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FunctionSource } from "../../lambda/function-source.ts";
import { imageName, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, settled, until } from "../testing/local-sagemaker.ts";
import { invoke } from "../testing/tiny-endpoint.ts";
import { createPipeline, ended, run, start, stepsOf } from "./testing/run-pipeline.ts";

const functions: FunctionSource = {
  names: ["count", "broken"],
  durable: new Set(),
  routes: [],
  schedules: [],
  load: async (name) =>
    name === "count"
      ? async (event) => ({ seen: Object.keys(event as object).length, event })
      : async () => {
          throw new RangeError("no such season");
        },
};

let local: LocalSageMaker;
let sqs: SQS;

beforeAll(async () => {
  local = await localSageMaker({ functions });
  sqs = new SQS({
    endpoint: local.server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
});

afterAll(async () => {
  sqs.destroy();
  await local.close();
});

function functionArn(name: string): string {
  return `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
}

/** Fails with a message that a test can read a value by. */
function tell(value: object): object {
  return { Name: "Tell", Type: "Fail", Arguments: { ErrorMessage: value } };
}

describe("a Lambda step", () => {
  const prefix = "driftwheel-";

  it("calls a function of this account and hands its answer on", async () => {
    const { steps } = await run(local, [
      {
        Name: "Count",
        Type: "Lambda",
        FunctionArn: functionArn(`${prefix}count`),
        Arguments: { station: "Seattle", run: { Get: "Execution.PipelineExecutionId" } },
        OutputParameters: [{ OutputName: "seen", OutputType: "Integer" }],
      },
      tell({ "Std:Join": { On: "", Values: ["seen ", { Get: "Steps.Count.OutputParameters['seen']" }] } }),
    ]);
    expect(steps.Count?.Metadata?.Lambda).toEqual({
      Arn: functionArn(`${prefix}count`),
      OutputParameters: [{ Name: "seen", Value: "2" }],
    });
    expect(steps.Tell?.FailureReason).toBe("seen 2");
  });

  it.each([
    ["absent", "ClientError: Failed to invoke lambda:Invoke. Error Details: Function not found: "],
    ["broken", "ClientError: Lambda function failed: RangeError: no such season"],
  ])("fails when its function is %s", async (name, reason) => {
    const { steps, status } = await run(local, [
      { Name: "Call", Type: "Lambda", FunctionArn: functionArn(prefix + name), Arguments: {} },
    ]);
    expect(status).toBe("Failed");
    expect(steps.Call?.FailureReason).toContain(reason);
  });

  it("fails when the function does not answer what it is declared to", async () => {
    const { steps } = await run(local, [
      {
        Name: "Call",
        Type: "Lambda",
        FunctionArn: functionArn(`${prefix}count`),
        OutputParameters: [{ OutputName: "event", OutputType: "Float" }],
      },
    ]);
    expect(steps.Call?.FailureReason).toBe(
      `ClientError: Lambda function answered {"seen":0,"event":{}}. The output parameter 'event' is {}, which is no Float.`,
    );
  });
});

describe("a Callback step", () => {
  async function waiting(QueueName: string) {
    const { QueueUrl = "" } = await sqs.createQueue({ QueueName });
    const callback = {
      Name: "Ask",
      Type: "Callback",
      SqsQueueUrl: QueueUrl,
      Arguments: { question: "approve?" },
      OutputParameters: [{ OutputName: "verdict", OutputType: "String" }],
    };
    const arn = await start(
      local,
      await createPipeline(local, [callback, tell({ Get: "Steps.Ask.OutputParameters['verdict']" })]),
    );
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 5 });
    const message = JSON.parse(Messages[0]?.Body ?? "{}");
    return { arn, message, QueueUrl, receipt: Messages[0]?.ReceiptHandle };
  }

  it("sends a token and its arguments to a queue, and goes on with what it is told", async () => {
    const { arn, message, QueueUrl, receipt } = await waiting("approvals");
    expect(message).toMatchObject({ pipelineExecutionArn: arn, arguments: { question: "approve?" } });
    expect((await stepsOf(local, arn)).Ask?.StepStatus).toBe("Executing");
    await sqs.deleteMessage({ QueueUrl, ReceiptHandle: receipt });
    const told = await local.sagemaker.sendPipelineExecutionStepSuccess({
      CallbackToken: message.token,
      OutputParameters: [{ Name: "verdict", Value: "yes" }],
    });
    expect(told.PipelineExecutionArn).toBe(arn);
    const { steps } = await ended(local, arn);
    expect(steps.Ask?.Metadata?.Callback).toEqual({
      CallbackToken: message.token,
      SqsQueueUrl: QueueUrl,
      OutputParameters: [{ Name: "verdict", Value: "yes" }],
    });
    expect(steps.Tell?.FailureReason).toBe("yes");
  });

  it("fails with the reason that it is told, and knows no token twice", async () => {
    const { arn, message } = await waiting("refusals");
    const CallbackToken = message.token;
    await local.sagemaker.sendPipelineExecutionStepFailure({ CallbackToken, FailureReason: "not today" });
    const { steps, status } = await ended(local, arn);
    expect([status, steps.Ask?.FailureReason]).toEqual(["Failed", "not today"]);
    await expect(local.sagemaker.sendPipelineExecutionStepSuccess({ CallbackToken })).rejects.toThrow(
      `CallbackToken '${CallbackToken}' does not exist.`,
    );
  });

  it("keeps waiting when it is told less than it was declared to need", async () => {
    const { arn, message } = await waiting("half-answers");
    const CallbackToken = message.token;
    await expect(local.sagemaker.sendPipelineExecutionStepSuccess({ CallbackToken })).rejects.toThrow(
      "The output parameter 'verdict' is missing.",
    );
    await local.sagemaker.stopPipelineExecution({ PipelineExecutionArn: arn });
    const { steps, status } = await ended(local, arn);
    expect([status, steps.Ask?.StepStatus]).toEqual(["Stopped", "Stopped"]);
  });

  it("fails when there is no such queue", async () => {
    const { steps } = await run(local, [
      { Name: "Ask", Type: "Callback", SqsQueueUrl: "https://sqs.eu-west-1.amazonaws.com/1/gone" },
    ]);
    expect(steps.Ask?.FailureReason).toBe(
      "ClientError: Failed to invoke sqs:SendMessage. Error Details: The specified queue does not exist.",
    );
  });
});

it("Model, EndpointConfig and Endpoint steps make an endpoint that answers, and give it the next model", async () => {
  const steps = (mean: number): readonly object[] => [
    {
      Name: "Make",
      Type: "Model",
      Arguments: {
        ExecutionRoleArn: role,
        PrimaryContainer: { Image: imageName, ModelDataUrl: `s3://models/model-${mean}.tar.gz` },
      },
    },
    {
      Name: "Configure",
      Type: "EndpointConfig",
      Arguments: {
        ProductionVariants: [
          {
            VariantName: "all",
            ModelName: { Get: "Steps.Make.ModelName" },
            InitialInstanceCount: 1,
            InstanceType: "ml.m5.large",
          },
        ],
      },
    },
    {
      Name: "Deploy",
      Type: "Endpoint",
      Arguments: {
        EndpointName: "deployed",
        EndpointConfigName: { Get: "Steps.Configure.EndpointConfigName" },
      },
    },
    tell({ Get: "Steps.Deploy.EndpointStatus" }),
  ];
  await local.createModel(3);
  await local.createModel(4);
  for (const mean of [3, 4]) {
    const { steps: done } = await run(local, steps(mean));
    expect(done.Tell?.FailureReason).toBe("InService");
    expect(done.Deploy?.Metadata?.Endpoint?.Arn).toMatch(/:endpoint\/deployed$/);
    expect((await invoke(local, "deployed")).mean).toBe(mean);
  }
  expect((await settled(local, "deployed")).EndpointStatus).toBe("InService");
});

it("conditions ask for what is not equal and not among", async () => {
  const conditions = [
    { Type: "NotEquals", LeftValue: { Get: "Execution.PipelineName" }, RightValue: "x" },
    { Type: "NotIn", Value: { Get: "Execution.PipelineName" }, In: ["x", "y"] },
  ];
  const { steps } = await run(local, [
    {
      Name: "Gate",
      Type: "Condition",
      Arguments: { Conditions: conditions, IfSteps: [tell({ "Std:Join": { Values: ["in"] } })] },
    },
  ]);
  expect(steps.Tell?.FailureReason).toBe("in");
});

it("runs as many steps at once as it is told to", async () => {
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "many" });
  const asks = ["A", "B", "C", "D"].map((Name) => ({ Name, Type: "Callback", SqsQueueUrl: QueueUrl }));
  const name = await createPipeline(local, asks);
  const arn = await start(local, name, { ParallelismConfiguration: { MaxParallelExecutionSteps: 3 } });
  const begun = await until(
    () => stepsOf(local, arn),
    (steps) => Object.values(steps).filter(({ StepStatus }) => StepStatus === "Executing").length === 3,
  );
  expect(Object.keys(begun)).toHaveLength(3);
  await local.sagemaker.stopPipelineExecution({ PipelineExecutionArn: arn });
  await ended(local, arn);
});

it("a RegisterModel step makes the group of its version if there is none", async () => {
  const inference = { Containers: [{ Image: imageName }], SupportedContentTypes: ["text/csv"] };
  const Arguments = {
    ModelPackageGroupName: "newly-made",
    InferenceSpecification: { ...inference, SupportedResponseMIMETypes: ["text/csv"] },
  };
  for (const version of [1, 2]) {
    const { steps } = await run(local, [{ Name: "Register", Type: "RegisterModel", Arguments }]);
    expect(steps.Register?.Metadata?.RegisterModel?.Arn).toMatch(
      new RegExp(`:model-package/newly-made/${version}$`),
    );
  }
});
