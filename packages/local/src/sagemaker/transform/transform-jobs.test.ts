import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CreateTransformJobRequest, DescribeTransformJobResponse } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import type { LocalImage } from "../../world.ts";
import { run } from "../pipelines/testing/run-pipeline.ts";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";
import { withInferenceIds } from "./inference-ids.ts";

const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/sums:1";

/** Answers each line of CSV with its sum, JSON with its number of members; in `x-` it tells how it was asked. */
const serve = `
import { createServer } from "node:http";
let slow = true;
createServer(async (request, response) => {
  if (request.url === "/ping") return response.writeHead(200).end();
  let body = "";
  for await (const chunk of request) body += chunk;
  if (body.includes("forever")) return;
  if (body.includes("parting")) {
    console.log("asked");
    return process.once("SIGTERM", () => response.end("3\\n", () => process.exit(0)));
  }
  if (body.includes("bad")) return response.writeHead(400).end("not a number: bad");
  if (process.env.TELL) return response.end(JSON.stringify({ lines: body.split("\\n").length, type: request.headers["content-type"], accept: request.headers.accept, batch: process.env.SAGEMAKER_BATCH_STRATEGY, told: process.env.TELL }));
  if (request.headers["content-type"] === "application/json") return response.end(JSON.stringify(Object.keys(JSON.parse(body)).length));
  const sums = body.trim().split("\\n").map((line) => line.split(",").reduce((sum, cell) => sum + Number(cell), 0));
  response.end(sums.join("\\n") + "\\n");
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT));
`;

function sumsImage(): Readonly<Record<string, LocalImage>> {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "serve.mjs"), serve);
  return { [image]: { directory, serve: ["node", "serve.mjs"] } };
}

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker({ images: sumsImage() });
  await put("rows/a.csv", "1,2,3\n4,5,6\n");
  await put("rows/deep/b.csv", "7,8,9");
  await local.sagemaker.createModel({
    ModelName: "sums",
    ExecutionRoleArn: role,
    PrimaryContainer: { Image: image },
  });
});

afterAll(async () => {
  await local.close();
});

async function put(key: string, body: string | Uint8Array): Promise<void> {
  await local.server.world.objects.put("batch", key, Buffer.from(body));
}

async function read(key: string): Promise<string> {
  const body = await local.server.world.objects.get("batch", key);
  if (body === null) throw new Error(`There is no ${key}.`);
  return new TextDecoder().decode(body);
}

let made = 0;

interface Wanted {
  readonly from?: string;
  readonly input?: Partial<CreateTransformJobRequest["TransformInput"]>;
  readonly output?: Partial<CreateTransformJobRequest["TransformOutput"]>;
  readonly more?: Partial<CreateTransformJobRequest>;
}

function request({ from = "rows", input = {}, output = {}, more = {} }: Wanted): CreateTransformJobRequest {
  made += 1;
  return {
    TransformJobName: `transform-${made}`,
    ModelName: "sums",
    TransformInput: {
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://batch/${from}` } },
      ContentType: "text/csv",
      SplitType: "Line",
      ...input,
    },
    TransformOutput: { S3OutputPath: `s3://batch/out-${made}`, AssembleWith: "Line", ...output },
    TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
    ...more,
  };
}

async function ended(asked: CreateTransformJobRequest): Promise<DescribeTransformJobResponse> {
  return await until(
    () => local.sagemaker.describeTransformJob({ TransformJobName: asked.TransformJobName }),
    ({ TransformJobStatus }) => !/InProgress|Stopping/.test(TransformJobStatus ?? ""),
  );
}

/** Runs a job to its end; answers how it ended and what it wrote for `rows/a.csv`. */
async function transform(wanted: Wanted, file = "a.csv.out") {
  const asked = request(wanted);
  await local.sagemaker.createTransformJob(asked);
  const described = await ended(asked);
  if (described.TransformJobStatus !== "Completed") return { described, out: "" };
  const out = await read(`${asked.TransformOutput?.S3OutputPath?.replace("s3://batch/", "")}/${file}`);
  return { described, out };
}

describe("a transform job", () => {
  it("answers every file below a prefix by the model, beside the paths that they had", async () => {
    const { described, out } = await transform({});
    expect(described).toMatchObject({ TransformJobStatus: "Completed", ModelName: "sums" });
    expect(out).toBe("6\n15\n");
    expect(await read(`out-${made}/deep/b.csv.out`)).toBe("24\n");
    const told = local.events.filter(({ detail }) => detail.TransformJobName === described.TransformJobName);
    expect(
      told.map((event) => [event["detail-type"], event.detail.TransformJobStatus, event.detail.Tags]),
    ).toEqual([
      ["SageMaker Transform Job State Change", "InProgress", {}],
      ["SageMaker Transform Job State Change", "Completed", {}],
    ]);
    const { TransformJobSummaries = [] } = await local.sagemaker.listTransformJobs({
      StatusEquals: "Completed",
    });
    expect(TransformJobSummaries.map(({ TransformJobName }) => TransformJobName)).toContain(
      described.TransformJobName,
    );
  });

  it.each([
    ["all lines that fit at once", {}, "MULTI_RECORD", [2]],
    ["a line at a time", { BatchStrategy: "SingleRecord" as const }, "SINGLE_RECORD", [1, 1]],
    [
      "two lines at a time, each on its own",
      { BatchStrategy: "SingleRecord" as const, MaxConcurrentTransforms: 2 },
      "SINGLE_RECORD",
      [1, 1],
    ],
  ])("gives the model %s", async (_how, more, batch, lines) => {
    const { out } = await transform({
      output: { Accept: "application/json" },
      more: { ...more, Environment: { TELL: "me" } },
    });
    const told = { type: "text/csv", accept: "application/json", batch, told: "me" };
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toEqual(lines.map((count) => ({ lines: count, ...told })));
  });

  it("gives the model whole files where they are not split, and reads what is zipped", async () => {
    await put("zipped/a.csv", gzipSync("1,1\n2,2\n"));
    const { out } = await transform({
      from: "zipped",
      input: { SplitType: "None", CompressionType: "Gzip" },
      output: { AssembleWith: "None" },
    });
    expect(out).toBe("2\n4\n");
  });

  it.each([
    ["leaves the first column out of what the model sees", { InputFilter: "$[1:]" }, "5\n11\n"],
    ["puts rows and answers together", { JoinSource: "Input" as const }, "1,2,3,6\n4,5,6,15\n"],
    [
      "keeps what is asked for of them",
      { InputFilter: "$[1:]", JoinSource: "Input" as const, OutputFilter: "$[0,-1]" },
      "1,5\n4,11\n",
    ],
  ])("%s", async (_what, DataProcessing, expected) => {
    expect((await transform({ more: { DataProcessing } })).out).toBe(expected);
  });

  it("puts the answer to an object into it", async () => {
    await put("objects/one.json", '{"id": 7, "features": {"a": 1, "b": 2, "c": 3}}');
    const { out } = await transform(
      {
        from: "objects",
        input: { ContentType: "application/json", SplitType: "None" },
        output: { AssembleWith: "None" },
        more: {
          DataProcessing: {
            InputFilter: "$.features",
            JoinSource: "Input",
            OutputFilter: "$['id','SageMakerOutput']",
          },
        },
      },
      "one.json.out",
    );
    expect(JSON.parse(out)).toEqual({ id: 7, SageMakerOutput: 3 });
  });

  it("fails when the model refuses, and its log says what the model said", async () => {
    await put("bad/a.csv", "1,bad\n");
    const { described } = await transform({ from: "bad" });
    expect(described).toMatchObject({
      TransformJobStatus: "Failed",
      FailureReason: "AlgorithmError: See job logs for more information",
    });
    const group = local.server.world.logs.find("/aws/sagemaker/TransformJobs");
    const stream = group?.streams.get(`${described.TransformJobName}/i-1/data-log`);
    expect(stream?.events.map(({ message }) => message)).toEqual([
      "a.csv: Bad HTTP status received from algorithm: 400",
      "a.csv: not a number: bad",
    ]);
  });

  it("writes nothing of a file that it has answered in part when it is told to stop", async () => {
    await put("parting/a.csv", "1,2\nparting\n3,4\n");
    const asked = request({ from: "parting", more: { BatchStrategy: "SingleRecord" } });
    await local.sagemaker.createTransformJob(asked);
    const said = () =>
      [...(local.server.world.logs.find("/aws/sagemaker/TransformJobs")?.streams.values() ?? [])]
        .filter(({ name }) => name.startsWith(`${asked.TransformJobName}/`))
        .flatMap(({ events }) => events.map(({ message }) => message));
    await expect.poll(said).toContain("asked");
    await local.sagemaker.stopTransformJob({ TransformJobName: asked.TransformJobName });
    expect(await ended(asked)).toMatchObject({ TransformJobStatus: "Stopped" });
    expect(await local.server.world.objects.list("batch", `out-${made}`)).toEqual([]);
  });

  it("stops when it is told to", async () => {
    await put("slow/a.csv", "forever\n");
    const asked = request({ from: "slow" });
    await local.sagemaker.createTransformJob(asked);
    await local.sagemaker.stopTransformJob({ TransformJobName: asked.TransformJobName });
    expect((await ended(asked)).TransformJobStatus).toBe("Stopped");
    await expect(
      local.sagemaker.stopTransformJob({ TransformJobName: asked.TransformJobName }),
    ).rejects.toThrow("because the transform job is in status Stopped");
  });

  it.each([
    ["a model that is not there", { more: { ModelName: "absent" } }, "Could not find model"],
    ["a prefix without files", { from: "empty" }, 'No S3 objects found under S3 URL "s3://batch/empty"'],
    [
      "a split that is not here",
      { input: { SplitType: "TFRecord" as const } },
      "SplitType TFRecord is not implemented",
    ],
    [
      "a filter that is no path",
      { more: { DataProcessing: { InputFilter: "features" } } },
      'DataProcessing.InputFilter is "features"; what is known are paths such as $',
    ],
    [
      "filters of what is neither CSV nor JSON",
      { input: { ContentType: "image/png" }, more: { DataProcessing: { InputFilter: "$[1]" } } },
      'TransformInput.ContentType is "image/png"',
    ],
  ])("refuses %s", async (_what, wanted, message) => {
    await expect(local.sagemaker.createTransformJob(request(wanted))).rejects.toThrow(message);
  });
});

it("a Transform step runs a transform job", async () => {
  const { TransformJobName: _name, ...Arguments } = request({});
  const { status, steps } = await run(local, [{ Name: "Score", Type: "Transform", Arguments }]);
  expect(status).toBe("Succeeded");
  expect(steps.Score?.Metadata?.TransformJob?.Arn).toMatch(/:transform-job\/pipelines-.*-score-/);
  expect(await read(`out-${made}/a.csv.out`)).toBe("6\n15\n");
});

describe("data capture", () => {
  const capture = { DestinationS3Uri: "s3://batch/captured" };
  const captured = async (side: string) => {
    const found = await local.server.world.objects.list("batch", `captured/${side}/`);
    return found.map(({ key }) => key);
  };

  it("names inputs and outputs in manifests of the hour in which the job began, and appends ids to a CSV", async () => {
    const job = request({ more: { DataCaptureConfig: { ...capture, GenerateInferenceId: true } } });
    await local.sagemaker.createTransformJob(job);
    const described = await ended(job);
    const hour = described.TransformStartTime?.toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
    const [input, output] = [await captured("input"), await captured("output")];
    expect([input.length, output.length]).toEqual([1, 1]);
    expect(input[0]).toMatch(new RegExp(`^captured/input/${hour}/[^/]+$`));
    expect(JSON.parse(await read(input[0] ?? ""))).toEqual([
      { prefix: "s3://batch/rows/" },
      "a.csv",
      "deep/b.csv",
    ]);
    const folder = job.TransformOutput?.S3OutputPath;
    expect(JSON.parse(await read(output[0] ?? ""))).toEqual([
      { prefix: `${folder}/` },
      "a.csv.out",
      "deep/b.csv.out",
    ]);
    const lines = (await read(`${folder?.slice("s3://batch/".length)}/a.csv.out`)).trim().split("\n");
    const appended = /,[0-9a-f-]{36},\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
    expect(lines.map((line) => line.replace(appended, ""))).toEqual(["6", "15"]);
    expect(new Set(lines).size).toBe(2);
  });

  it("appends ids as fields of a JSON, and needs an object for them", () => {
    const started = new Date("2026-03-09T13:00:05.900Z");
    const [line = ""] = withInferenceIds(Buffer.from('{"sum":6}\n'), started).toString().split("\n");
    expect(JSON.parse(line)).toEqual({
      sum: 6,
      SageMakerInferenceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      SageMakerInferenceTime: "2026-03-09T13:00:05Z",
    });
    expect(() => withInferenceIds(Buffer.from("[6]"), started)).toThrow(
      /objects of JSON; the answer is \[6\]/,
    );
  });
});
