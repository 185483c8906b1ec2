import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing } from "../../../test/runner/skipped.ts";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import { type LocalServer, startLocal } from "./server.ts";

describe.skipIf(missing("the AWS CLI", "aws", "--version"))("the AWS CLI, by endpoint URL alone", () => {
  let server: LocalServer;
  const folder = temporaryFolder();
  beforeAll(async () => {
    server = await startLocal();
  });
  afterAll(() => server.close());

  const aws = async (...words: string[]) => {
    const env = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: server.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_PAGER: "",
      AWS_CONFIG_FILE: join(folder, "no-config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
      NO_PROXY: "*",
    };
    return (await promisify(execFile)("aws", [...words, "--output", "json"], { env, cwd: folder })).stdout;
  };

  it("knows who it is", async () => {
    expect(JSON.parse(await aws("sts", "get-caller-identity"))).toMatchObject({ Account: "111122223333" });
  });

  it("copies a file into S3, in parts, and back", async () => {
    const body = Buffer.alloc(9 * 1024 * 1024, "frost ");
    await writeFile(join(folder, "there.csv"), body);

    await aws("s3", "mb", "s3://weather");
    await aws("s3", "cp", "there.csv", "s3://weather/days 2012/all.csv", "--no-progress");
    const listing = await aws("s3", "ls", "s3://weather", "--recursive");
    await aws("s3", "cp", "s3://weather/days 2012/all.csv", "back.csv", "--no-progress");

    expect(listing).toContain("9437184 days 2012/all.csv");
    expect((await readFile(join(folder, "back.csv"))).equals(body)).toBe(true);
  });

  it("is told the service's own errors", async () => {
    const missing = aws("s3api", "get-object", "--bucket", "nowhere", "--key", "k", "out");
    await expect(missing).rejects.toMatchObject({ stderr: expect.stringContaining("(NoSuchBucket)") });

    const topic = aws(
      "sns",
      "publish",
      "--topic-arn",
      "arn:aws:sns:eu-west-1:111122223333:x",
      "--message",
      "m",
    );
    await expect(topic).rejects.toMatchObject({ stderr: expect.stringContaining("(NotFound)") });
  });

  it("puts metrics and reads them", async () => {
    const time = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
    const data = JSON.stringify([
      { MetricName: "OutcomeTrials", Values: [1, 2], Counts: [3, 1], Timestamp: time },
    ]);
    await aws("cloudwatch", "put-metric-data", "--namespace", "Driftwheel", "--metric-data", data);

    const read = await aws(
      ...[
        "cloudwatch",
        "get-metric-statistics",
        "--namespace",
        "Driftwheel",
        "--metric-name",
        "OutcomeTrials",
      ],
      ...["--start-time", time, "--end-time", new Date(Date.parse(time) + 60_000).toISOString()],
      ...["--period", "60", "--statistics", "Sum"],
    );

    expect(JSON.parse(read).Datapoints).toMatchObject([{ Sum: 5 }]);
  });

  it("puts events and items", async () => {
    const entries =
      '[{"Source":"a","DetailType":"b","Detail":"{}"},{"Source":"aws.a","DetailType":"b","Detail":"{}"}]';

    const events = await aws("events", "put-events", "--entries", entries);
    const tables = await aws("dynamodb", "list-tables");

    expect(JSON.parse(events)).toMatchObject({ FailedEntryCount: 1 });
    expect(JSON.parse(tables)).toEqual({ TableNames: ["driftwheel-ledger"] });
  });
});
