import { CopyObjectCommand, CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { writtenRoute } from "@driftwheel/core/routing/route.ts";
import { manyModelsImage, role } from "@driftwheel/local/sagemaker/testing/images.ts";
import {
  type LocalSageMaker,
  localSageMaker,
  packedModel,
  until,
} from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { createConfig } from "@driftwheel/local/sagemaker/testing/tiny-endpoint.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { s3 } from "../../clients/s3.ts";
import { ssm } from "../../clients/ssm.ts";
import { pointTo } from "../../testing/json-wire.ts";
import { awsFacts } from "../fact-finder.ts";

const packageArn = "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/1";
const facts = awsFacts({ clock: { now: () => new Date() }, asks: new Set(["endpoint"]) });
const find = (name: string, championIn?: string) =>
  facts.answer({ ask: "endpoint", name, ...(championIn === undefined ? {} : { championIn }) });
let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  pointTo(local.server.url);
  await s3().send(new CreateBucketCommand({ Bucket: "models" }));
  await s3().send(
    new PutObjectCommand({
      ...{ Bucket: "models", Key: "many/tides.tar.gz", Body: await packedModel(1) },
      Metadata: { "model-package": packageArn },
    }),
  );
  await local.sagemaker.createModel({
    ...{ ModelName: "many", ExecutionRoleArn: role },
    PrimaryContainer: { Image: manyModelsImage, Mode: "MultiModel", ModelDataUrl: "s3://models/many/" },
  });
  await createConfig(local, "many", { main: ["many", 1] });
  await createConfig(local, "single", { main: [await local.createModel(1), 1] });
  for (const name of ["many", "single"]) {
    await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: name });
    await until(
      () => local.sagemaker.describeEndpoint({ EndpointName: name }),
      ({ EndpointStatus }) => EndpointStatus === "InService",
    );
  }
});
afterAll(() => local.close());

it("an artifact is read as an endpoint of one variant, with the package that its metadata name", async () => {
  expect(await find("many:tides.tar.gz")).toMatchObject({
    ...{ exists: true, status: "InService", config: "tides.tar.gz", pendingConfig: null },
    variants: [{ name: "tides.tar.gz", weight: 1, model: "many", package: packageArn }],
    traits: { multiModel: true, artifacts: "s3://models/many/", containers: 1 },
  });
});

it.each([
  ["an artifact that is not there", "many:none.tar.gz", "there is no artifact s3://models/many/none.tar.gz"],
  ["an endpoint of one model", "single:tides.tar.gz", "endpoint single serves one model, and no TargetModel"],
  ["an endpoint that is not there", "none:tides.tar.gz", "endpoint none does not exist"],
])("%s does not exist, and says why", async (_, name, failureReason) => {
  expect(await find(name)).toMatchObject({ exists: false, config: null, failureReason });
});

it("the champion that the route names is what serves, and the name's own before anybody wrote one", async () => {
  const parameter = "/tides/route";
  expect(await find("many:tides.tar.gz", parameter)).toMatchObject({ config: "tides.tar.gz" });
  await s3().send(
    new CopyObjectCommand({
      ...{ Bucket: "models", Key: "many/tides-2.tar.gz", CopySource: "models/many/tides.tar.gz" },
      ...{ MetadataDirective: "REPLACE", Metadata: {} },
    }),
  );
  const write = (Value: string) =>
    ssm().send(new PutParameterCommand({ Name: parameter, Value, Type: "String", Overwrite: true }));
  const champion = { endpoint: "many", targetModel: "tides-2.tar.gz", weight: 100 };
  await write(writtenRoute({ model: "tides", champion }));
  expect(await find("many:tides.tar.gz", parameter)).toMatchObject({
    config: "tides-2.tar.gz",
    variants: [{ name: "tides-2.tar.gz", package: null }],
  });
  await write(writtenRoute({ model: "tides", champion: { endpoint: "other", weight: 100 } }));
  expect(await find("many:tides.tar.gz", parameter)).toMatchObject({
    exists: false,
    failureReason: "the SSM parameter /tides/route: champion: leads to no target model of endpoint many",
  });
});
