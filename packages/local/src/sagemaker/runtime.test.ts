import type { DataCaptureConfig } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled, until } from "./testing/local-sagemaker.ts";
import { createConfig, invoke } from "./testing/tiny-endpoint.ts";

let local: LocalSageMaker;

const capture: DataCaptureConfig = {
  EnableCapture: true,
  InitialSamplingPercentage: 100,
  DestinationS3Uri: "s3://captured/traffic",
  CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
  CaptureContentTypeHeader: { CsvContentTypes: ["text/csv"], JsonContentTypes: ["application/json"] },
};

beforeAll(async () => {
  local = await localSageMaker();
  await local.createModel(7);
  await deploy("plain", undefined);
  await deploy("captured", capture);
  await deploy("sampled", { ...capture, InitialSamplingPercentage: 50 });
  const { CaptureContentTypeHeader: _, ...unnamed } = capture;
  await deploy("encoded", { ...unnamed, CaptureOptions: [{ CaptureMode: "Input" }] });
});
afterAll(() => local.close());

async function deploy(name: string, config: DataCaptureConfig | undefined): Promise<void> {
  await createConfig(local, `${name}-config`, { main: ["model-7", 1] }, config);
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: `${name}-config` });
  expect((await settled(local, name)).EndpointStatus).toBe("InService");
}

/** The records of all capture files of an endpoint, once there are as many as wanted. */
async function captured(endpoint: string, count: number, variant = "main") {
  const { objects } = local.server.world;
  const read = async () => {
    const files = await objects.list("captured", `traffic/${endpoint}/${variant}/`);
    const texts = await Promise.all(files.map(async ({ key }) => await objects.get("captured", key)));
    const lines = texts.flatMap((text) =>
      Buffer.from(text ?? "")
        .toString()
        .trimEnd()
        .split("\n"),
    );
    return { keys: files.map(({ key }) => key), records: lines.map((line) => JSON.parse(line)) };
  };
  return await until(read, ({ records }) => records.length >= count);
}

it("passes body, content type and custom attributes to the model and back", async () => {
  const answer = await local.runtime.invokeEndpoint({
    EndpointName: "plain",
    Body: "1,2,3",
    ContentType: "text/csv",
    CustomAttributes: "trace=9",
  });

  expect(JSON.parse(Buffer.from(answer.Body).toString())).toMatchObject({
    mean: 7,
    echo: "1,2,3",
    type: "text/csv",
  });
  expect(answer.ContentType).toBe("application/json");
  expect(answer.InvokedProductionVariant).toBe("main");
  expect(answer.CustomAttributes).toBe("seen=trace=9");
});

it("gives the process its port, its model folder and nothing of this machine's credentials", async () => {
  const answer = await local.runtime.invokeEndpoint({ EndpointName: "plain", Body: "environment" });
  const variables = JSON.parse(Buffer.from(answer.Body).toString());

  expect(variables).toMatchObject({
    SM_MODEL_DIR: `${variables.OPT_ML}/model`,
    SAGEMAKER_BIND_TO_PORT: expect.stringMatching(/^\d+$/),
    AWS_ACCESS_KEY_ID: "local",
  });
});

it.each([
  ["bad", 400, "not a row", "Received client error (400) from primary with message"],
  ["fail", 500, "no such luck", "Received server error (500) from primary with message"],
])("wraps the model's own error (%s)", async (body, status, said, message) => {
  await expect(local.runtime.invokeEndpoint({ EndpointName: "plain", Body: body })).rejects.toMatchObject({
    name: "ModelError",
    OriginalStatusCode: status,
    OriginalMessage: said,
    message: expect.stringContaining(`${message} "${said}"`),
    $metadata: { httpStatusCode: 424 },
  });
});

it("refuses endpoints and variants that do not exist", async () => {
  await expect(local.runtime.invokeEndpoint({ EndpointName: "nobody", Body: "x" })).rejects.toMatchObject({
    name: "ValidationError",
    message: "Endpoint nobody of account 111122223333 not found.",
  });
  await expect(invoke(local, "plain", "x", { TargetVariant: "other" })).rejects.toMatchObject({
    name: "ValidationError",
  });
});

it("captures a shadow's answer beside the caller's, under the same inference id", async () => {
  const variant = (VariantName: string) => ({
    VariantName,
    ModelName: "model-7",
    InitialInstanceCount: 1,
    InstanceType: "ml.m5.large" as const,
    InitialVariantWeight: 1,
  });
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "shadowed-config",
    ProductionVariants: [variant("main")],
    ShadowProductionVariants: [variant("copy")],
    DataCaptureConfig: capture,
  });
  await local.sagemaker.createEndpoint({ EndpointName: "shadowed", EndpointConfigName: "shadowed-config" });
  expect((await settled(local, "shadowed")).EndpointStatus).toBe("InService");
  await invoke(local, "shadowed", "4,5", { InferenceId: "day-1" });
  const [of, beside] = await Promise.all([captured("shadowed", 1), captured("shadowed", 1, "copy")]);
  const metadata = ({ records }: typeof of) => records.map(({ eventMetadata }) => eventMetadata);
  expect(metadata(of)).toMatchObject([{ inferenceId: "day-1" }]);
  expect(metadata(beside)).toMatchObject([{ inferenceId: "day-1" }]);
  expect(metadata(beside)[0].eventId).not.toBe(metadata(of)[0].eventId);
});

it("captures what went in and out, with the inference id, in files by the hour", async () => {
  await invoke(local, "captured", "4,5", { InferenceId: "day-1" });
  await invoke(local, "captured", "6,7");
  await invoke(local, "captured", "bad").catch(() => {});
  const { keys, records } = await captured("captured", 2);

  expect(keys[0]).toMatch(
    /^traffic\/captured\/main\/\d{4}\/\d\d\/\d\d\/\d\d\/\d\d-\d\d-\d{3}-[0-9a-f-]{36}\.jsonl$/,
  );
  expect(records).toHaveLength(2);
  expect(records[0]).toEqual({
    captureData: {
      endpointInput: { observedContentType: "text/csv", mode: "INPUT", data: "4,5", encoding: "CSV" },
      endpointOutput: {
        observedContentType: "application/json",
        mode: "OUTPUT",
        data: expect.stringContaining('"mean":7'),
        encoding: "JSON",
      },
    },
    eventMetadata: {
      eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      inferenceId: "day-1",
      inferenceTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    },
    eventVersion: "0",
  });
  expect(records[1].eventMetadata).not.toHaveProperty("inferenceId");
});

it("captures in base64 what no content type is named for, and only the sides asked for", async () => {
  await invoke(local, "encoded", "8,9");
  const { records } = await captured("encoded", 1);

  expect(records[0].captureData).toEqual({
    endpointInput: {
      observedContentType: "text/csv",
      mode: "INPUT",
      data: Buffer.from("8,9").toString("base64"),
      encoding: "BASE64",
    },
  });
});

it("captures the share of requests that is asked for", async () => {
  for (let request = 0; request < 200; request++) await invoke(local, "sampled");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { records } = await captured("sampled", 1);

  expect(records.length).toBeGreaterThan(65);
  expect(records.length).toBeLessThan(135);
});

it("measures every invocation by endpoint and variant", async () => {
  const start = Date.now();
  await invoke(local, "captured", "1");
  await invoke(local, "captured", "1");
  await invoke(local, "captured", "bad").catch(() => {});
  await invoke(local, "captured", "fail").catch(() => {});
  const sum = (name: string) =>
    local.server.world.metrics
      .samples(
        {
          namespace: "AWS/SageMaker",
          name,
          dimensions: { EndpointName: "captured", VariantName: "main" },
        },
        start,
        Date.now() + 1,
        null,
      )
      .reduce((total, sample) => total + sample.sum, 0);

  expect(sum("Invocations")).toBe(4);
  expect(sum("Invocation4XXErrors")).toBe(1);
  expect(sum("Invocation5XXErrors")).toBe(1);
  expect(sum("ModelLatency")).toBeGreaterThan(100);
  expect(sum("ModelLatency")).toBeLessThan((Date.now() - start) * 1000);
  expect(sum("OverheadLatency")).toBeGreaterThan(0);
});
