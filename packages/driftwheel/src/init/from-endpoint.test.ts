import { type Operations, pointTo, serveJson, WireError } from "@driftwheel/aws/testing/json-wire.ts";
import { SageMakerFake } from "@driftwheel/aws/testing/sagemaker-fake.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { foundByEndpoint } from "./from-endpoint.ts";

const own = "444455556666";
const other = "111122223333";
const groupOf = (account: string) => `arn:aws:sagemaker:eu-north-1:${account}:model-package-group/tides`;

let operations: Operations;
let server: Awaited<ReturnType<typeof serveJson>>;
/** What each pipeline's definition names; null where it may not be described. */
let pipelines: Record<string, string | null>;

/** The endpoint serves a version of the account's. */
function serveVersionOf(account: string): void {
  const sagemaker = new SageMakerFake();
  sagemaker.addConfig({
    EndpointConfigName: "usual",
    ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "second", InitialVariantWeight: 1 }],
  });
  sagemaker.models.set("second", {
    PrimaryContainer: { ModelPackageName: `arn:aws:sagemaker:eu-north-1:${account}:model-package/tides/2` },
    ExecutionRoleArn: `arn:aws:iam::${own}:role/tides`,
  });
  sagemaker.serve("usual");
  operations = {
    ...sagemaker.operations,
    ListPipelines: () => ({
      PipelineSummaries: Object.keys(pipelines).map((PipelineName) => ({ PipelineName })),
    }),
    DescribePipeline: ({ PipelineName }) => {
      const group = pipelines[String(PipelineName)];
      if (group === null) throw new WireError("AccessDeniedException", "not authorized");
      return { PipelineDefinition: JSON.stringify({ ModelPackageGroupName: group }) };
    },
  };
}

beforeAll(async () => {
  // Looked up for each call, so that a test may change what SageMaker answers.
  server = await serveJson(new Proxy({}, { get: (_, name) => operations[String(name)] }));
  pointTo(server.url);
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL;
  await server.close();
});
beforeEach(() => {
  pipelines = { "tides-train": "tides", "waves-train": "waves" };
  serveVersionOf(own);
});

describe("the package group", () => {
  it("of the own account is found by its name", async () => {
    expect(await foundByEndpoint("tides-prod")).toEqual({
      endpoint: "tides-prod",
      packageGroup: "tides",
      pipeline: "tides-train",
      role: `arn:aws:iam::${own}:role/tides`,
    });
  });

  it.each([groupOf(other), "tides"])(
    "that another account shares is found by its ARN, where a pipeline names %s",
    async (named) => {
      serveVersionOf(other);
      pipelines = { "tides-train": named };
      expect(await foundByEndpoint("tides-prod")).toMatchObject({
        packageGroup: groupOf(other),
        pipeline: "tides-train",
      });
    },
  );
});

describe("the pipeline is left open", () => {
  const found = async () => (await foundByEndpoint("tides-prod")).pipeline;

  it("where two name the group", async () => {
    pipelines["tides-again"] = "tides";
    expect(await found()).toBeUndefined();
  });

  it("where one may not be described: it could be the one", async () => {
    pipelines.secret = null;
    expect(await found()).toBeUndefined();
  });

  it("where there are as many as a page holds: others may follow", async () => {
    const many = Array.from({ length: 98 }, (_, index) => [`other-${index}`, "others"]);
    Object.assign(pipelines, Object.fromEntries(many));
    expect(await found()).toBeUndefined();
    delete pipelines["other-0"];
    expect(await found()).toBe("tides-train");
  });
});
