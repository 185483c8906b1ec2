import type { CreateProcessingJobCommandInput } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker();
  await local.server.world.objects.put("shore", "raw/days.csv", Buffer.from("day,rain\n1,2\n2,\n3,4.5\n"));
});
afterAll(() => local.close());

/** As the notebooks that Studio exports ask for it. */
async function run(name: string, drop: object): Promise<CreateProcessingJobCommandInput> {
  const node = (node_id: string, type: string, operator: string, parameters: object, before?: string) => ({
    ...{ node_id, type, operator, parameters, outputs: [{ name: "default" }] },
    inputs: before === undefined ? [] : [{ name: "df", node_id: before, output_name: "default" }],
  });
  const form = { s3Uri: "s3://shore/raw/days.csv", s3ContentType: "csv", s3HasHeader: true };
  const flow = {
    metadata: { version: 1 },
    nodes: [
      node("source", "SOURCE", "sagemaker.s3_source_0.1", {
        dataset_definition: { datasetSourceType: "S3", name: "days.csv", s3ExecutionContext: form },
      }),
      node("missing", "TRANSFORM", "sagemaker.spark.handle_missing_0.1", drop, "source"),
    ],
  };
  const key = `data_wrangler_flows/${name}.flow`;
  await local.server.world.objects.put("shore", key, Buffer.from(JSON.stringify(flow)));
  const input = (InputName: string, S3Uri: string) =>
    ({
      InputName,
      S3Input: {
        S3Uri,
        LocalPath: `/opt/ml/processing/${InputName}`,
        S3DataType: "S3Prefix",
        S3InputMode: "File",
      },
    }) as const;
  return {
    ProcessingJobName: `data-wrangler-flow-processing-${name}`,
    AppSpecification: {
      ImageUri: "663277389841.dkr.ecr.us-east-1.amazonaws.com/sagemaker-data-wrangler-container:3.x",
      ContainerArguments: [`--output-config '{"missing.default": {"content_type": "CSV"}}'`],
    },
    ProcessingInputs: [input("flow", `s3://shore/${key}`), input("days.csv", "s3://shore/raw/days.csv")],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: "missing.default",
          S3Output: {
            S3Uri: "s3://shore/prepared",
            LocalPath: "/opt/ml/processing/output",
            S3UploadMode: "EndOfJob",
          },
        },
      ],
    },
    ProcessingResources: {
      ClusterConfig: { InstanceCount: 2, InstanceType: "ml.m5.4xlarge", VolumeSizeInGB: 30 },
    },
    RoleArn: role,
  };
}

async function ended(request: CreateProcessingJobCommandInput) {
  await local.sagemaker.createProcessingJob(request);
  return await until(
    () => local.sagemaker.describeProcessingJob({ ProcessingJobName: request.ProcessingJobName }),
    ({ ProcessingJobStatus }) => ProcessingJobStatus !== "InProgress",
  );
}

it("a job of Data Wrangler's image runs its flow, and writes where the notebooks look for it", async () => {
  const job = await ended(await run("one", { operator: "Drop missing", drop_missing_parameters: {} }));
  expect(job).toMatchObject({
    ProcessingJobStatus: "Completed",
    ExitMessage: "Exported 2 rows of missing.default.",
  });
  const folder = "prepared/data-wrangler-flow-processing-one/missing/default/";
  const [part, ...others] = await local.server.world.objects.list("shore", folder);
  expect(others).toEqual([]);
  expect(part?.key).toMatch(/\/part-00000-[0-9a-f-]{36}-c000\.csv$/);
  const body = await local.server.world.objects.get("shore", part?.key ?? "");
  expect(body && Buffer.from(body).toString()).toBe("day,rain\n1,2\n3,4.5\n");
});

it("a flow with a step that is not done here fails, and says which", async () => {
  const job = await ended(await run("two", { operator: "Impute" }));
  expect(job.ProcessingJobStatus).toBe("Failed");
  expect(job.FailureReason).toContain(
    'Step missing of the flow (sagemaker.spark.handle_missing_0.1): "Impute" is not implemented on the local AWS.',
  );
  expect(
    await local.server.world.objects.list("shore", "prepared/data-wrangler-flow-processing-two/"),
  ).toEqual([]);
});
