import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;
const topics = { SuccessTopic: arn("sns", "answers"), ErrorTopic: arn("sns", "errors") };

function arn(service: string, name: string): string {
  return `arn:aws:${service}:eu-west-1:111122223333:${name}`;
}

beforeAll(async () => {
  local = await localSageMaker({ sagemaker: { backlogInterval: 20, requestSecond: 5 } });
  await local.createModel(7);
  for (const name of ["answers", "errors"]) local.server.world.topics.create(name);
  await deploy("told", 1, 2);
});
afterAll(() => local.close());

async function configure(name: string, instances: number, atOnce: number, model = "model-7"): Promise<void> {
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: name,
    ProductionVariants: [
      {
        VariantName: "main",
        ModelName: model,
        InitialInstanceCount: instances,
        InstanceType: "ml.m5.large",
      },
    ],
    AsyncInferenceConfig: {
      ClientConfig: { MaxConcurrentInvocationsPerInstance: atOnce },
      OutputConfig: {
        S3OutputPath: "s3://inferences/out",
        S3FailurePath: "s3://inferences/failed",
        NotificationConfig: { ...topics, IncludeInferenceResponseIn: ["SUCCESS_NOTIFICATION_TOPIC"] },
      },
    },
  });
}

async function deploy(name: string, instances: number, atOnce: number): Promise<void> {
  await configure(`${name}-config`, instances, atOnce);
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: `${name}-config` });
  expect((await settled(local, name)).EndpointStatus).toBe("InService");
}

async function ask(EndpointName: string, body: string, more: object = {}) {
  const key = `in/${crypto.randomUUID()}`;
  await local.server.world.objects.put("inferences", key, Buffer.from(body));
  const InputLocation = `s3://inferences/${key}`;
  const answer = await local.runtime.invokeEndpointAsync({
    EndpointName,
    InputLocation,
    ContentType: "text/csv",
    ...more,
  });
  return { ...answer, InputLocation };
}

async function textAt(location = ""): Promise<string | null> {
  const { pathname } = new URL(location);
  const found = await local.server.world.objects.get("inferences", pathname.slice(1));
  return found && Buffer.from(found).toString();
}

const appears = (location: string | undefined) =>
  until(
    () => textAt(location),
    (text) => text !== null,
  );

async function told(inferenceId: string | undefined) {
  const find = async () => {
    const found = local.server.alerts().map(({ topicArn, body }) => ({ topicArn, ...JSON.parse(body) }));
    return found.filter((message) => message.inferenceId === inferenceId);
  };
  return (await until(find, (found) => found.length > 0))[0];
}

function sum(name: string, dimensions: Readonly<Record<string, string>>): number {
  const of = { namespace: "AWS/SageMaker", name, dimensions };
  const samples = local.server.world.metrics.samples(of, 0, Date.now() + 60_000, null);
  return samples.reduce((total, { value, count }) => total + (value ?? 0) * count, 0);
}

describe("an asynchronous endpoint", () => {
  it("takes a request, writes its answer and tells the topic of it", async () => {
    const asked = await ask("told", "1,2", { InferenceId: "order-1", CustomAttributes: "trace=9" });
    expect(asked).toMatchObject({
      InferenceId: "order-1",
      OutputLocation: expect.stringMatching(/^s3:\/\/inferences\/out\/[0-9a-f-]{36}\.out$/),
      FailureLocation: expect.stringMatching(/^s3:\/\/inferences\/failed\/[0-9a-f-]{36}-error\.out$/),
      $metadata: { httpStatusCode: 202 },
    });
    const text = await appears(asked.OutputLocation);
    expect(JSON.parse(text ?? "")).toMatchObject({ mean: 7, echo: "1,2", type: "text/csv" });
    expect(await told("order-1")).toEqual({
      topicArn: topics.SuccessTopic,
      awsRegion: "eu-west-1",
      eventTime: expect.any(String),
      receivedTime: expect.any(String),
      invocationStatus: "Completed",
      requestParameters: {
        contentType: "text/csv",
        customAttributes: "trace=9",
        endpointName: "told",
        inputLocation: asked.InputLocation,
      },
      responseParameters: { contentType: "application/json", outputLocation: asked.OutputLocation },
      responseBody: { content: Buffer.from(text ?? "").toString("base64"), encoding: "BASE64" },
      inferenceId: "order-1",
      eventVersion: "1.0",
      eventSource: "aws:sagemaker",
      eventName: "InferenceResult",
    });
  });

  it.each([
    ["fail", "Received server error (500) from model", "no such luck"],
    ["bad", "Received client error (400) from model", "not a row"],
  ])("writes the model's own error (%s) and tells the other topic why", async (body, reason, said) => {
    const asked = await ask("told", body);
    expect(await told(asked.InferenceId)).toMatchObject({
      topicArn: topics.ErrorTopic,
      invocationStatus: "Failed",
      failureReason: expect.stringContaining(`ClientError: ${reason}`),
      responseParameters: { outputLocation: asked.FailureLocation },
    });
    expect(await textAt(asked.FailureLocation)).toBe(said);
    expect(await textAt(asked.OutputLocation)).toBeNull();
  });

  it("fails a request whose input is not there, or whose model takes too long", async () => {
    const InputLocation = "s3://inferences/in/nothing";
    const missing = await local.runtime.invokeEndpointAsync({ EndpointName: "told", InputLocation });
    const slow = await ask("told", "slow", { InvocationTimeoutSeconds: 60 });
    expect(await told(missing.InferenceId)).toMatchObject({
      failureReason: `ClientError: Unable to download ${InputLocation}: there is no such object.`,
    });
    expect(await told(slow.InferenceId)).toMatchObject({
      failureReason: "ClientError: The model did not answer within 60 seconds.",
    });
    const main = { EndpointName: "told", VariantName: "main" };
    expect(sum("RequestDownloadFailures", main)).toBe(1);
    expect(sum("InvocationFailures", main)).toBe(4);
    expect(sum("InvocationsProcessed", main)).toBe(5);
    expect(sum("Invocations", main)).toBe(0);
  });

  it("takes what is asked in the request itself", async () => {
    const asked = await local.runtime.invokeEndpointAsync({
      EndpointName: "told",
      Body: Buffer.from("8,9"),
      S3OutputPathExtension: "day/one",
      Filename: "answer.json",
    });
    expect(asked.OutputLocation).toBe("s3://inferences/out/day/one/answer.json");
    expect(JSON.parse((await appears(asked.OutputLocation)) ?? "")).toMatchObject({ echo: "8,9" });
  });

  it.each([
    [{}, "Provide exactly one of InputLocation and Body; there is neither."],
    [{ InputLocation: "s3://a/b", Body: Buffer.from("x") }, "there are both"],
    [{ InputLocation: "https://a/b" }, "is not an Amazon S3 URI"],
    [{ InputLocation: "s3://a/b", RequestTTLSeconds: 59 }, "greater than or equal to 60"],
  ])("refuses %j", async (input, reason) => {
    await expect(local.runtime.invokeEndpointAsync({ EndpointName: "told", ...input })).rejects.toMatchObject(
      { message: expect.stringContaining(reason) },
    );
  });

  it("is refused by the other operation, as an endpoint that answers at once is by this one", async () => {
    await expect(local.runtime.invokeEndpoint({ EndpointName: "told", Body: "x" })).rejects.toThrow(
      "does not answer InvokeEndpoint",
    );
    await expect(ask("nobody", "x")).rejects.toThrow("Endpoint nobody of account 111122223333 not found.");
  });
});

describe("a queue", () => {
  it("waits without instances, expires, and goes on when there is one", async () => {
    await deploy("idle", 1, 1);
    const scale = (DesiredInstanceCount: number) =>
      local.sagemaker.updateEndpointWeightsAndCapacities({
        EndpointName: "idle",
        DesiredWeightsAndCapacities: [{ VariantName: "main", DesiredInstanceCount }],
      });
    await scale(0);
    await settled(local, "idle");
    const old = await ask("idle", "1", { RequestTTLSeconds: 60 });
    const waiting = await ask("idle", "2");
    const dimensions = { EndpointName: "idle" };
    await until(
      async () => sum("HasBacklogWithoutCapacity", dimensions),
      (measured) => measured > 0,
    );
    // The first measurement may have come between the two requests.
    await until(
      async () => sum("ApproximateBacklogSize", dimensions),
      (measured) => measured > 1,
    );
    expect(await told(old.InferenceId)).toMatchObject({
      failureReason: "ClientError: The request expired after 60 seconds in the queue.",
    });
    expect(await textAt(waiting.OutputLocation)).toBeNull();
    await scale(1);
    expect(JSON.parse((await appears(waiting.OutputLocation)) ?? "")).toMatchObject({ echo: "2" });
  });

  it("has no more with the model than it may have at once", async () => {
    await deploy("narrow", 1, 1);
    const asked = await Promise.all(["slow", "slow", "slow"].map((body) => ask("narrow", body)));
    const times = await Promise.all(
      asked.map(async ({ InferenceId }) => Date.parse((await told(InferenceId)).eventTime)),
    );
    const [first = 0, second = 0, third = 0] = times.sort((one, other) => one - other);
    expect(second - first).toBeGreaterThan(600);
    expect(third - second).toBeGreaterThan(600);
  });
});

describe("a queue whose endpoint is updated under guardrails", () => {
  const answers = async (endpoint: string, bodies: readonly string[]) => {
    const asked = await Promise.all(bodies.map((body) => ask(endpoint, body)));
    const texts = await Promise.all(asked.map(({ OutputLocation }) => appears(OutputLocation)));
    return texts.map((text): { readonly mean: number } => JSON.parse(text ?? ""));
  };

  it("is answered by both fleets while one takes over from the other, and loses no request", async () => {
    await local.createModel(8);
    await deploy("guarded", 1, 2);
    await configure("guarded-next", 1, 2, "model-8");
    await local.sagemaker.updateEndpoint({
      EndpointName: "guarded",
      EndpointConfigName: "guarded-next",
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: "CANARY",
            WaitIntervalInSeconds: 2,
            CanarySize: { Type: "CAPACITY_PERCENT", Value: 50 },
          },
        },
      },
    });
    await until(
      () => local.sagemaker.describeEndpoint({ EndpointName: "guarded" }),
      ({ PendingDeploymentSummary }) =>
        PendingDeploymentSummary?.ProductionVariants?.[0]?.VariantStatus?.[0]?.Status === "Baking",
    );
    const canary = await answers("guarded", Array.from({ length: 40 }, String));
    const means = canary.map(({ mean }) => mean);
    expect(means.filter((mean) => mean === 7).length).toBeGreaterThan(5);
    expect(means.filter((mean) => mean === 8).length).toBeGreaterThan(5);
    const [last] = await answers("guarded", ["slow"]);
    expect([7, 8]).toContain(last?.mean);
    expect((await settled(local, "guarded")).EndpointConfigName).toBe("guarded-next");
    expect(await answers("guarded", ["1"])).toEqual([expect.objectContaining({ mean: 8 })]);
    expect(sum("InvocationFailures", { EndpointName: "guarded", VariantName: "main" })).toBe(0);
  });
});

it("tells a queue that is subscribed to a topic", async () => {
  const client = {
    endpoint: local.server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  const [sns, sqs] = [new SNS(client), new SQS(client)];
  const { QueueUrl } = await sqs.createQueue({ QueueName: "results" });
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn: topics.SuccessTopic,
    Protocol: "sqs",
    Endpoint: arn("sqs", "results"),
    Attributes: { RawMessageDelivery: "true" },
  });
  expect(SubscriptionArn).toContain(topics.SuccessTopic);
  const { InferenceId } = await ask("told", "3");
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 5 });
  expect(JSON.parse(Messages[0]?.Body ?? "{}")).toMatchObject({ inferenceId: InferenceId });
});
