import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing } from "../../../test/runner/skipped.ts";
import { type LocalServer, startLocal } from "./server.ts";

const script = `
import boto3, datetime, json
from botocore.exceptions import ClientError

def code(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]

s3, cloudwatch, sns = (boto3.client(name) for name in ("s3", "cloudwatch", "sns"))
s3.create_bucket(Bucket="weather", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
for day in range(5):
    s3.put_object(Bucket="weather", Key=f"days/märz {day}+.csv", Body=b"1,2", Metadata={"station": "KSEA"})
pages = s3.get_paginator("list_objects_v2").paginate(Bucket="weather", PaginationConfig={"PageSize": 2})
found = s3.get_object(Bucket="weather", Key="days/märz 3+.csv")
now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
cloudwatch.put_metric_data(Namespace="Frost", MetricData=[
    {"MetricName": "Trials", "Values": [1.5, 2], "Counts": [2, 1], "StorageResolution": 1, "Timestamp": now}])
window = {"StartTime": now, "EndTime": now + datetime.timedelta(seconds=1)}
data = cloudwatch.get_metric_data(**window, MetricDataQueries=[
    {"Id": "q", "MetricStat": {"Metric": {"Namespace": "Frost", "MetricName": "Trials"}, "Period": 1, "Stat": "Sum"}}])
print(json.dumps({
    "keys": [[o["Key"] for o in page["Contents"]] for page in pages],
    "body": found["Body"].read().decode(),
    "metadata": found["Metadata"],
    "sum": data["MetricDataResults"][0]["Values"],
    "aligned": data["MetricDataResults"][0]["Timestamps"][0] == now,
    "missing": code(lambda: s3.get_object(Bucket="weather", Key="x")),
    "exists": code(lambda: s3.put_object(Bucket="weather", Key="days/märz 3+.csv", Body=b"", IfNoneMatch="*")),
    "topic": code(lambda: sns.publish(TopicArn="arn:aws:sns:eu-west-1:111122223333:x", Message="m")),
    "metric": code(lambda: cloudwatch.put_metric_data(Namespace="AWS/X", MetricData=[{"MetricName": "m", "Value": 1}])),
}))
`;

describe.skipIf(missing("boto3", "python3", "-c", "import boto3"))("boto3, by endpoint URL alone", () => {
  let server: LocalServer;
  beforeAll(async () => {
    server = await startLocal();
  });
  afterAll(() => server.close());

  it("writes, lists, reads and gets the services' own error codes", async () => {
    const { stdout } = await promisify(execFile)("python3", ["-c", script], {
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: server.url,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_DEFAULT_REGION: "eu-west-1",
        NO_PROXY: "*",
        PYTHONIOENCODING: "utf-8",
      },
    });

    expect(JSON.parse(stdout)).toEqual({
      keys: [
        ["days/märz 0+.csv", "days/märz 1+.csv"],
        ["days/märz 2+.csv", "days/märz 3+.csv"],
        ["days/märz 4+.csv"],
      ],
      body: "1,2",
      metadata: { station: "KSEA" },
      sum: [5],
      aligned: true,
      missing: "NoSuchKey",
      exists: "PreconditionFailed",
      topic: "NotFound",
      metric: "InvalidParameterValue",
    });
  });
});
