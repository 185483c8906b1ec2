import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../../../../test/runner/temporary-folder.ts";
import { seededRandom } from "../../../random.ts";
import type { LocalImage } from "../../../world.ts";
import { role } from "../../testing/images.ts";
import type { LocalSageMaker } from "../../testing/local-sagemaker.ts";

const analyzer = "895741380848.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer";
const clarify = "131013547314.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0";

export const bucket = "checks";

/** Of a pipeline's first run: nothing to compare with, and the first baseline to register. */
export const firstCheck = { SkipCheck: true, RegisterNewBaseline: true };

/** Fails with a message that a test can read values by. */
export function tell(...values: readonly object[]): object {
  const ErrorMessage = { "Std:Join": { On: " ", Values: values } };
  return { Name: "Tell", Type: "Fail", Arguments: { ErrorMessage } };
}

/** Rows of harbours: swell in metres, a berth, and whether a ship stayed out. */
export function harbours(seed: number, more = 0): string {
  const random = seededRandom(seed);
  const rows = Array.from({ length: 600 }, () => {
    const swell = 2 + random() + random() + more;
    const berth = random() < 0.6 ? "north" : "south";
    return `${swell.toFixed(3)},${berth},${random() < (berth === "north" ? 0.3 : 0.5) ? 1 : 0}`;
  });
  return `swell,berth,out\n${rows.join("\n")}\n`;
}

export async function put({ server }: LocalSageMaker, key: string, text: string): Promise<string> {
  await server.world.objects.put(bucket, key, Buffer.from(text));
  return `s3://${bucket}/${key}`;
}

export async function json({ server }: LocalSageMaker, uri: string | undefined): Promise<unknown> {
  const body = await server.world.objects.get(bucket, (uri ?? "").replace(`s3://${bucket}/`, ""));
  return body && JSON.parse(Buffer.from(body).toString());
}

const resources = {
  ProcessingResources: {
    ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.xlarge", VolumeSizeInGB: 30 },
  },
  RoleArn: role,
};

function input(name: string, uri: string, place: string): object {
  return {
    InputName: name,
    S3Input: {
      S3Uri: uri,
      LocalPath: `/opt/ml/processing/input/${place}`,
      S3DataType: "S3Prefix",
      S3InputMode: "File",
    },
  };
}

function output(uri: string): object {
  return {
    Outputs: [
      {
        OutputName: "quality_check_output",
        S3Output: { S3Uri: uri, LocalPath: "/opt/ml/processing/output", S3UploadMode: "EndOfJob" },
      },
    ],
  };
}

/** As the Python SDK writes one; `more` beside and instead of it. */
export function qualityCheck(
  data: string,
  folder: string,
  more: object = {},
  variables: object = {},
): object {
  return {
    Name: "Check",
    Type: "QualityCheck",
    CheckType: "DATA_QUALITY",
    ModelPackageGroupName: null,
    SkipCheck: false,
    FailOnViolation: true,
    RegisterNewBaseline: false,
    SuppliedBaselineStatistics: null,
    SuppliedBaselineConstraints: null,
    Arguments: {
      AppSpecification: { ImageUri: analyzer },
      Environment: {
        output_path: "/opt/ml/processing/output",
        publish_cloudwatch_metrics: "Disabled",
        dataset_format: JSON.stringify({ csv: { header: true, output_columns_position: "START" } }),
        dataset_source: "/opt/ml/processing/input/baseline_dataset_input",
        ...variables,
      },
      ProcessingInputs: [input("baseline_dataset_input", data, "baseline_dataset_input")],
      ProcessingOutputConfig: output(`s3://${bucket}/${folder}`),
      ...resources,
    },
    ...more,
  };
}

export function clarifyCheck(data: string, config: string, folder: string, more: object = {}): object {
  return {
    Name: "Check",
    Type: "ClarifyCheck",
    CheckType: "DATA_BIAS",
    ModelPackageGroupName: null,
    SkipCheck: false,
    FailOnViolation: true,
    RegisterNewBaseline: false,
    SuppliedBaselineConstraints: null,
    Arguments: {
      AppSpecification: { ImageUri: clarify },
      ProcessingInputs: [input("analysis_config", config, "config"), input("dataset", data, "data")],
      ProcessingOutputConfig: output(`s3://${bucket}/${folder}`),
      ...resources,
    },
    ...more,
  };
}

/** Answers 1 to each row of CSV that is of the south, and 0 to the others. */
const serve = `
import { createServer } from "node:http";
createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const scores = body.split("\\n").map((row) => (row.includes("south") ? 0.9 : 0.1));
  response.writeHead(200, { "content-type": "text/csv" }).end(request.url === "/ping" ? "" : scores.join("\\n"));
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT));
`;

export function southImage(): Readonly<Record<string, LocalImage>> {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "serve.mjs"), serve);
  return { harbours: { directory, serve: ["node", "serve.mjs"] } };
}
