import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyQuestion } from "../testing/every-question.ts";
import { type Operations, pointTo, serveJson } from "../testing/json-wire.ts";
import { awsFacts } from "./fact-finder.ts";

const facts = awsFacts({ clock: { now: () => new Date() }, asks: everyQuestion });
let operations: Record<string, Operations[string]> = {};
let server: Awaited<ReturnType<typeof serveJson>>;

beforeAll(async () => {
  // Looked up for each call, so that a test may change what SageMaker answers.
  server = await serveJson(new Proxy({}, { get: (_, name) => operations[String(name)] }));
  pointTo(server.url);
});
afterAll(() => server.close());

const channel = (name: string, uri: string, more: object = {}) => ({
  ChannelName: name,
  DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: uri } },
  ...more,
});
const rowsOf = async (kind: "training-job" | "automl-job") => {
  const found = await facts.answer({ ask: "retrainingJob", kind, name: "reef", execution: null });
  return found.model?.rows;
};

describe("the rows that a training job was trained on", () => {
  it.each([
    [
      "those of its channel train, whatever others there are",
      [channel("validation", "s3://reef/v/"), channel("train", "s3://reef/t/", { ContentType: "text/csv" })],
      { uri: "s3://reef/t/", contentType: "text/csv", target: null },
    ],
    [
      "those of its only channel",
      [channel("rows", "s3://reef/r/")],
      { uri: "s3://reef/r/", contentType: null, target: null },
    ],
    ["not known of two channels", [channel("a", "s3://reef/a/"), channel("b", "s3://reef/b/")], undefined],
    [
      "not known of a manifest",
      [
        channel("train", "", {
          DataSource: { S3DataSource: { S3DataType: "ManifestFile", S3Uri: "s3://reef/m" } },
        }),
      ],
      undefined,
    ],
    ["not known without channels", undefined, undefined],
  ])("are %s", async (_, InputDataConfig, rows) => {
    operations = {
      DescribeTrainingJob: () => ({
        TrainingJobName: "reef",
        TrainingJobStatus: "Completed",
        InputDataConfig,
      }),
    };
    expect(await rowsOf("training-job")).toEqual(rows);
  });
});

it("the rows of an AutoML job are those of its training channel, with names and the target", async () => {
  operations = {
    DescribeAutoMLJobV2: () => ({
      AutoMLJobName: "reef",
      AutoMLJobStatus: "Completed",
      AutoMLJobInputDataConfig: [
        { ...channel("", "s3://reef/v/"), ChannelType: "validation" },
        channel("", "s3://reef/t/"),
      ],
      AutoMLProblemTypeConfig: { TabularJobConfig: { TargetAttributeName: "bleached" } },
    }),
  };
  expect(await rowsOf("automl-job")).toEqual({
    uri: "s3://reef/t/",
    contentType: "text/csv;header=present",
    target: "bleached",
  });
});
