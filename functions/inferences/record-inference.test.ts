import { pointTo } from "@driftwheel/aws/testing/json-wire.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import {
  type LocalSageMaker,
  localSageMaker,
  settled,
} from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countInferences, recordInference } from "./record-inference.ts";

const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const topics = { successTopic: topic("tides-answers"), errorTopic: topic("tides-errors") };
const fleet = fleetOf({
  tides: {
    serving: "asynchronous",
    asynchronous: { ...topics, inputs: "s3://tides/in", outputs: "s3://tides/out" },
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 4 },
      predictionLog: "s3://tides/predictions",
    },
  },
});
const asked = {
  ...{ accept: "application/json", contentType: "text/csv", endpointName: "tides-prod" },
  inputLocation: "s3://tides/in/1.csv",
};
/** Whole seconds ago, because CloudWatch takes no counts of long ago. */
const came = new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000);

/** As SageMaker sends it. */
function told(inferenceId: string, changes: object = {}) {
  return JSON.stringify({
    awsRegion: "eu-west-1",
    ...{ eventTime: "2026-03-09T14:30:02.5Z", receivedTime: new Date(came.getTime() + 250).toISOString() },
    invocationStatus: "Completed",
    requestParameters: asked,
    responseParameters: { contentType: "application/json", outputLocation: "s3://tides/out/1.out" },
    inferenceId,
    ...{ eventVersion: "1.0", eventSource: "aws:sagemaker", eventName: "InferenceResult" },
    ...changes,
  });
}
const failed = (failureReason: string) => ({ invocationStatus: "Failed", failureReason });

let local: LocalSageMaker;
beforeAll(async () => {
  local = await localSageMaker();
  pointTo(local.server.url);
  await local.createModel(7);
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "tides-1",
    ProductionVariants: [
      { VariantName: "main", ModelName: "model-7", InitialInstanceCount: 1, InstanceType: "ml.m5.large" },
    ],
    AsyncInferenceConfig: { OutputConfig: { S3OutputPath: "s3://tides/out" } },
  });
  await local.sagemaker.createEndpoint({ EndpointName: "tides-prod", EndpointConfigName: "tides-1" });
  await settled(local, "tides-prod");
  const put = (key: string, text: string) => local.server.world.objects.put("tides", key, Buffer.from(text));
  await put("in/1.csv", "1.5,2\n");
  await put("out/1.out", '{"score":0.7}');
});
afterAll(() => local.close());

const record = (body: string) => recordInference(body, { fleet, table: "driftwheel-ledger" });

/** What the prediction log says of a request. */
async function linesOf(inferenceId: string): Promise<readonly string[]> {
  const { objects } = local.server.world;
  const files = await objects.list("tides", "predictions/");
  const texts = await Promise.all(files.map(({ key }) => objects.get("tides", key)));
  return texts
    .flatMap((text) =>
      Buffer.from(text ?? "")
        .toString()
        .trim()
        .split("\n"),
    )
    .filter((line) => line.includes(inferenceId));
}

function counted(name: string): number {
  const of = {
    namespace: "Driftwheel",
    ...{ name, dimensions: { EndpointName: "tides-prod", VariantName: "main" } },
  };
  const samples = local.server.world.metrics.samples(of, came.getTime() - 1, came.getTime() + 1, null);
  return samples.reduce((sum, { value, count }) => sum + (value ?? 0) * count, 0);
}

describe("a notification of an asynchronous endpoint", () => {
  it("is logged as a prediction, by when it was answered, and counted once by when it came", async () => {
    const first = await record(told("wave-1"));
    const again = await record(told("wave-1"));
    expect(first).toEqual({
      outcome: {
        ...{ endpoint: "tides-prod", inferenceId: "wave-1", model: "tides" },
        ...{ status: "answered", again: false },
      },
      counts: { result: expect.objectContaining({ inferenceId: "wave-1" }), variant: "main" },
      refusal: null,
    });
    expect(again).toMatchObject({ outcome: { again: true }, counts: null });
    const [line = "", ...others] = await linesOf("wave-1");
    expect(others).toEqual([]);
    expect(JSON.parse(line)).toEqual({
      captureData: {
        endpointInput: { observedContentType: "text/csv", mode: "INPUT", data: "1.5,2\n", encoding: "CSV" },
        endpointOutput: {
          ...{ observedContentType: "application/json", mode: "OUTPUT" },
          ...{ data: '{"score":0.7}', encoding: "JSON" },
        },
      },
      eventMetadata: {
        ...{ eventId: "wave-1", inferenceId: "wave-1" },
        inferenceTime: "2026-03-09T14:30:02.500Z",
      },
      eventVersion: "0",
    });
  });

  it("counts for its variant, the model's errors apart from those of what was asked", async () => {
    const bodies = [
      told("wave-2"),
      told("wave-3", failed("ClientError: Received client error (400) from model. See the logs.")),
      told("wave-4", failed("ClientError: Received server error (500) from model. See the logs.")),
      told("wave-5", failed("ClientError: The request expired.")),
    ];
    const recorded = await Promise.all(bodies.map(record));
    await countInferences(recorded.flatMap(({ counts }) => counts ?? []));
    expect([counted("InferenceResults"), counted("InferenceErrors")]).toEqual([4, 2]);
  });

  it("of what was sent again after a failure counts as such, too", async () => {
    const digest = "0123456789abcdef0123456789abcdef";
    const recorded = await Promise.all(
      [`redrive-${digest}`, "redrive-of-a-caller"].map((id) => record(told(id))),
    );
    await countInferences(recorded.flatMap(({ counts }) => counts ?? []));
    expect(counted("InferenceRedrives")).toBe(1);
  });

  it("that a caller asked for again under its id is another", async () => {
    const later = told("wave-1", { receivedTime: new Date(came.getTime() + 5_000).toISOString() });
    expect((await record(later)).outcome.again).toBe(false);
  });

  it("is not logged where its input is gone, or was in the request, and counts all the same", async () => {
    const gone = told("wave-6", { requestParameters: { ...asked, inputLocation: "s3://tides/in/2.csv" } });
    const { inputLocation: _, ...inline } = asked;
    expect(await record(gone)).toMatchObject({
      counts: { variant: "main" },
      refusal: { message: "The inference wave-6 is not logged: there is no s3://tides/in/2.csv." },
    });
    expect(await record(told("wave-7", { requestParameters: inline }))).toMatchObject({
      counts: { variant: "main" },
      refusal: { message: expect.stringContaining("Ask with an InputLocation.") },
    });
  });

  it("is not logged where its input lies outside of what may be read, and counts all the same", async () => {
    await local.server.world.objects.put("tides", "inbox/1.csv", Buffer.from("1.5,2\n"));
    const outside = { ...asked, inputLocation: "s3://tides/inbox/1.csv" };
    expect(await record(told("wave-11", { requestParameters: outside }))).toMatchObject({
      counts: { variant: "main" },
      refusal: {
        message: expect.stringContaining(
          "s3://tides/inbox/1.csv is not below asynchronous.inputs, s3://tides/in, and nothing else may be read",
        ),
      },
    });
    const answered = { contentType: "application/json", outputLocation: "s3://tides/answers/1.out" };
    expect((await record(told("wave-12", { responseParameters: answered }))).refusal?.message).toContain(
      "s3://tides/answers/1.out is not below asynchronous.outputs, s3://tides/out",
    );
    expect(await linesOf("wave-11")).toEqual([]);
  });

  it("of a challenger's own endpoint counts for its version, and is logged beside the champion's, when it is gone too", async () => {
    const second = "driftwheel-tides-v4-1";
    const { counts } = await record(
      told("wave-13", { requestParameters: { ...asked, endpointName: second } }),
    );
    expect(counts).toMatchObject({ result: { endpoint: second }, variant: "version-4" });
    const files = await local.server.world.objects.list("tides", "predictions/");
    expect(files.map(({ key }) => key).filter((key) => key.includes("version-4"))).toEqual([
      expect.stringMatching(/^predictions\/tides-prod\/version-4\//),
    ]);
  });

  it("of an endpoint that is none of the fleet's is left alone", async () => {
    const others = told("wave-8", { requestParameters: { ...asked, endpointName: "reef-prod" } });
    expect(await record(others)).toMatchObject({ outcome: { model: null }, counts: null, refusal: null });
  });

  it("is taken as SNS wraps it, and refused with the field where it is none", async () => {
    const wrapped = JSON.stringify({ Type: "Notification", Message: told("wave-9") });
    expect((await record(wrapped)).outcome).toMatchObject({ inferenceId: "wave-9", again: false });
    await expect(record("{")).rejects.toThrow("the message is no JSON");
    await expect(record(told("wave-10", { invocationStatus: "Done" }))).rejects.toThrow(
      'invocationStatus: is "Done"; expected "Completed" or "Failed"',
    );
  });
});
