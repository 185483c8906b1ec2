import { PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateProcessingJobCommand } from "@aws-sdk/client-sagemaker";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import type { SmallAws } from "../small-aws.ts";

const image = "663277389841.dkr.ecr.us-east-1.amazonaws.com/sagemaker-data-wrangler-container:3.x";

interface Node {
  readonly node_id: string;
  readonly operator: string;
  readonly parameters: object;
}

/** Leaves the column `note` out, and the days whose night nobody has measured. */
const steps: readonly Node[] = [
  { node_id: "types", operator: "sagemaker.spark.infer_and_cast_type_0.1", parameters: {} },
  {
    ...{ node_id: "columns", operator: "sagemaker.spark.manage_columns_0.1" },
    parameters: { operator: "Drop column", drop_column_parameters: { column_to_drop: "note" } },
  },
  {
    ...{ node_id: "days", operator: "sagemaker.spark.handle_missing_0.1" },
    parameters: { operator: "Drop missing", drop_missing_parameters: { input_column: "temp_min" } },
  },
];

/** What a flow cannot do on this machine. */
const pandas: Node = {
  ...{ node_id: "days", operator: "sagemaker.spark.custom_pandas_0.1" },
  parameters: { code: "df = df.dropna()" },
};

/** Has Data Wrangler export raw days, by a job as the notebooks of Studio ask for it. */
export async function runFlow(
  { clients }: SmallAws,
  { job, days, fails = false }: { readonly job: string; readonly days: string; readonly fails?: boolean },
): Promise<void> {
  const put = (Key: string, Body: string) =>
    clients.s3.send(new PutObjectCommand({ Bucket: frost.bucket, Key, Body }));
  const raw = `raw/${job}.csv`;
  const source = {
    ...{ node_id: "source", type: "SOURCE", operator: "sagemaker.s3_source_0.1", inputs: [] },
    parameters: {
      dataset_definition: {
        ...{ datasetSourceType: "S3", name: "raw" },
        s3ExecutionContext: { s3Uri: `s3://${frost.bucket}/${raw}`, s3ContentType: "csv", s3HasHeader: true },
      },
    },
  };
  const all = fails ? [...steps.slice(0, -1), pandas] : steps;
  const nodes = all.map((step, place) => ({
    ...{ ...step, type: "TRANSFORM" },
    inputs: [{ name: "df", node_id: all[place - 1]?.node_id ?? "source", output_name: "default" }],
  }));
  await put(raw, days);
  await put(`flows/${job}.flow`, JSON.stringify({ metadata: { version: 1 }, nodes: [source, ...nodes] }));
  const input = (InputName: string, key: string) =>
    ({
      InputName,
      S3Input: {
        S3Uri: `s3://${frost.bucket}/${key}`,
        LocalPath: `/opt/ml/processing/${InputName}`,
        S3DataType: "S3Prefix",
        S3InputMode: "File",
      },
    }) as const;
  await clients.sagemaker.send(
    new CreateProcessingJobCommand({
      ProcessingJobName: job,
      AppSpecification: {
        ImageUri: image,
        ContainerArguments: [`--output-config '{"days.default": {"content_type": "CSV"}}'`],
      },
      ProcessingInputs: [input("flow", `flows/${job}.flow`), input("raw", raw)],
      ProcessingOutputConfig: {
        Outputs: [
          {
            OutputName: "days.default",
            S3Output: {
              S3Uri: places.labelled,
              LocalPath: "/opt/ml/processing/output",
              S3UploadMode: "EndOfJob",
            },
          },
        ],
      },
      ProcessingResources: {
        ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.4xlarge", VolumeSizeInGB: 30 },
      },
      RoleArn: frost.role,
    }),
  );
}
