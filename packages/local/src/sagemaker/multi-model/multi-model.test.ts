import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { imageName, manyModelsImage, role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, packedModel, until } from "../testing/local-sagemaker.ts";
import { createConfig } from "../testing/tiny-endpoint.ts";

let local: LocalSageMaker;
const put = async (name: string, mean: number | null) =>
  local.server.world.objects.put("models", `many/${name}`, await packedModel(mean));
const inService = (name: string) =>
  until(
    () => local.sagemaker.describeEndpoint({ EndpointName: name }),
    ({ EndpointStatus }) => EndpointStatus !== "Creating",
  );
const ask = async (TargetModel?: string, EndpointName = "many", Body = "1") => {
  const answer = await local.runtime.invokeEndpoint({
    ...{ EndpointName, Body, ContentType: "text/csv" },
    ...(TargetModel === undefined ? {} : { TargetModel }),
  });
  return JSON.parse(Buffer.from(answer.Body).toString()) as { mean: number; pid: number; echo: string };
};
const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => error,
  );
const create = (ModelName: string, Image: string, prefix = "s3://models/many/") =>
  local.sagemaker.createModel({
    ...{ ModelName, ExecutionRoleArn: role },
    PrimaryContainer: { Image, Mode: "MultiModel", ModelDataUrl: prefix },
  });
const metric = (name: string, namespace = "AWS/SageMaker") =>
  local.server.world.metrics.metrics.find(
    (each) => each.namespace === namespace && each.name === name && each.dimensions.EndpointName === "many",
  );

beforeAll(async () => {
  local = await localSageMaker({ sagemaker: { healthDeadline: 3_000, captureInterval: 1 } });
  await put("one.tar.gz", 1);
  await put("two.tar.gz", 2);
  await create("many", manyModelsImage);
  await createConfig(local, "many", { main: ["many", 1] });
  await local.sagemaker.createEndpoint({ EndpointName: "many", EndpointConfigName: "many" });
  await inService("many");
});
afterAll(() => local.close());

it("each request is answered by the model that it names, all of them in one process", async () => {
  const [one, two] = [await ask("one.tar.gz"), await ask("two.tar.gz")];
  expect([one.mean, two.mean]).toEqual([1, 2]);
  expect(one.pid).toBe(two.pid);
  expect(two.echo).toBe("two.tar.gz");
});

it("a model is there as soon as its artifact is, and an artifact that is overwritten is not seen", async () => {
  await put("more/three.tar.gz", 3);
  expect((await ask("more/three.tar.gz")).mean).toBe(3);
  await put("more/three.tar.gz", 33);
  expect((await ask("more/three.tar.gz")).mean).toBe(3);
});

it("requests that come while a model is loaded wait for that, and load it once", async () => {
  await put("four.tar.gz", 4);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask("four.tar.gz")));
  expect(answers.map(({ mean }) => mean)).toEqual([4, 4, 4, 4, 4]);
});

it("what was asked for the longest time ago makes room, and comes back when it is asked for", async () => {
  for (const name of ["one", "two", "four", "one"]) {
    expect((await ask(`${name}.tar.gz`)).mean).toBe({ one: 1, two: 2, four: 4 }[name]);
  }
});

it("a process that died has its models again when they are asked for", async () => {
  const { pid } = await ask("one.tar.gz");
  expect(await failureOf(ask("one.tar.gz", "many", "die"))).toMatchObject({ name: "ModelError" });
  const again = await until(
    () => ask("one.tar.gz").catch(() => ({ mean: 0, pid: 0 })),
    ({ mean }) => mean !== 0,
  );
  expect(again.mean).toBe(1);
  expect(again.pid).not.toBe(pid);
});

it("loading is measured by endpoint and variant, and by no model", async () => {
  await put("five.tar.gz", 5);
  await ask("five.tar.gz");
  await ask("five.tar.gz");
  for (const name of [
    "ModelLoadingWaitTime",
    "ModelDownloadingTime",
    "ModelLoadingTime",
    "ModelUnloadingTime",
    "ModelCacheHit",
  ]) {
    expect(metric(name)?.dimensions).toEqual({ EndpointName: "many", VariantName: "main" });
  }
  expect(metric("LoadedModelCount", "/aws/sagemaker/Endpoints")).toBeDefined();
});

it("nothing is captured of it", async () => {
  await createConfig(
    local,
    "captured",
    { main: ["many", 1] },
    {
      ...{ EnableCapture: true, InitialSamplingPercentage: 100, DestinationS3Uri: "s3://captures/many" },
      CaptureOptions: [{ CaptureMode: "Output" }],
    },
  );
  await local.sagemaker.createEndpoint({ EndpointName: "captured", EndpointConfigName: "captured" });
  await inService("captured");
  expect((await ask("one.tar.gz", "captured")).mean).toBe(1);
  await sleep(100);
  expect(await local.server.world.objects.list("captures", "")).toEqual([]);
});

it.each([
  ["names no model", undefined, "many", /^Request [\w-]+ is missing a target model header\.$/],
  [
    "names one that is not there",
    "none.tar.gz",
    "many",
    "Failed to download model data(bucket: models, key: many/none.tar.gz)",
  ],
  [
    "names one on an endpoint of one model",
    "one.tar.gz",
    "single",
    "Endpoint single is not a multi-model endpoint and does not support target model header.",
  ],
])("a request is refused that %s", async (_, target, endpoint, words) => {
  if (endpoint === "single") {
    const model = await local.createModel(1);
    await createConfig(local, "single", { main: [model, 1] });
    await local.sagemaker.createEndpoint({ EndpointName: "single", EndpointConfigName: "single" });
    await inService("single");
  }
  const error = await failureOf(ask(target, endpoint));
  expect(error).toMatchObject({ name: "ValidationError" });
  if (!(error instanceof Error)) throw new Error("It was answered.");
  if (typeof words === "string") expect(error.message).toContain(words);
  else expect(error.message).toMatch(words);
});

it("a model that the container cannot load is the model's own error", async () => {
  await put("broken.tar.gz", null);
  expect(await failureOf(ask("broken.tar.gz"))).toMatchObject({
    ...{ name: "ModelError", OriginalStatusCode: 500, OriginalMessage: '{"message":"no mean"}' },
  });
});

it("an image that lists no models is not healthy, and a prefix without artifacts is no model data", async () => {
  await create("deaf", imageName);
  await createConfig(local, "deaf", { main: ["deaf", 1] });
  await local.sagemaker.createEndpoint({ EndpointName: "deaf", EndpointConfigName: "deaf" });
  const { EndpointStatus, FailureReason } = await inService("deaf");
  expect(EndpointStatus).toBe("Failed");
  expect(FailureReason).toContain("did not pass the ping health check");
  await expect(create("empty", manyModelsImage, "s3://models/nowhere/")).rejects.toThrow(
    "Could not find model data at s3://models/nowhere/.",
  );
});
