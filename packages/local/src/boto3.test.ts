import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing } from "../../../test/runner/skipped.ts";
import { localSageMaker } from "./sagemaker/testing/local-sagemaker.ts";
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

const componentScript = `
import boto3, json
from botocore.exceptions import ClientError

sagemaker, runtime = boto3.client("sagemaker"), boto3.client("sagemaker-runtime")
sagemaker.create_endpoint_config(EndpointConfigName="parts", ExecutionRoleArn="arn:aws:iam::111122223333:role/Tiny",
    ProductionVariants=[{"VariantName": "main", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}])
sagemaker.create_endpoint(EndpointName="parts", EndpointConfigName="parts")
sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="parts", WaiterConfig={"Delay": 1})
def settled(name):
    while True:
        found = sagemaker.describe_inference_component(InferenceComponentName=name)
        if found["InferenceComponentStatus"] not in ("Creating", "Updating"):
            return found
needs = {"NumberOfCpuCoresRequired": 1, "MinMemoryRequiredInMb": 1024}
sagemaker.create_inference_component(InferenceComponentName="tides", EndpointName="parts", VariantName="main",
    Specification={"ModelName": "model-1", "ComputeResourceRequirements": needs}, RuntimeConfig={"CopyCount": 1})
first = settled("tides")
answer = runtime.invoke_endpoint(EndpointName="parts", InferenceComponentName="tides", Body=b"x")
sagemaker.update_inference_component_runtime_config(InferenceComponentName="tides", DesiredRuntimeConfig={"CopyCount": 9})
full = settled("tides")
sagemaker.delete_inference_component(InferenceComponentName="tides")
while sagemaker.list_inference_components(EndpointNameEquals="parts")["InferenceComponents"]:
    pass
try:
    settled("tides")
except ClientError as error:
    gone = error.response["Error"]["Message"]
print(json.dumps({"status": first["InferenceComponentStatus"], "mean": json.loads(answer["Body"].read())["mean"],
    "copies": full["RuntimeConfig"], "gone": gone}))
`;

const scalingScript = `
import boto3, datetime, json
from botocore.exceptions import ClientError

def refusal(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]

sagemaker, scaling = boto3.client("sagemaker"), boto3.client("application-autoscaling")
def config(name, variant):
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[
        {"VariantName": variant, "ModelName": "model-1", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}])
config("tides-1", "champion")
config("tides-2", "challenger")
sagemaker.create_endpoint(EndpointName="tides", EndpointConfigName="tides-1")
sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="tides", WaiterConfig={"Delay": 1})
target = {
    "ServiceNamespace": "sagemaker",
    "ResourceId": "endpoint/tides/variant/champion",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}
scaling.register_scalable_target(**target, MinCapacity=2, MaxCapacity=4)
for name, metric in (("calls", "SageMakerVariantInvocationsPerInstance"),
                     ("waiting", "SageMakerVariantConcurrentRequestsPerModelHighResolution")):
    scaling.put_scaling_policy(**target, PolicyName=name, PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 70.5, "PredefinedMetricSpecification": {"PredefinedMetricType": metric}})
start = datetime.datetime(2099, 1, 1, tzinfo=datetime.timezone.utc)
scaling.put_scheduled_action(**target, ScheduledActionName="nights", Schedule="cron(0 22 * * ? *)",
    StartTime=start, ScalableTargetAction={"MinCapacity": 1})
pages = list(scaling.get_paginator("describe_scaling_policies").paginate(
    ServiceNamespace="sagemaker", PaginationConfig={"PageSize": 1}))
action = scaling.describe_scheduled_actions(ServiceNamespace="sagemaker")["ScheduledActions"][0]
sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="tides", WaiterConfig={"Delay": 1})
variant = sagemaker.describe_endpoint(EndpointName="tides")["ProductionVariants"][0]
update = lambda: sagemaker.update_endpoint(EndpointName="tides", EndpointConfigName="tides-2")
refused = refusal(update)
scaling.deregister_scalable_target(**target)
update()
print(json.dumps({
    "policies": [[p["PolicyName"] for p in page["ScalingPolicies"]] for page in pages],
    "start": action["StartTime"] == start,
    "instances": variant["CurrentInstanceCount"],
    "refused": refused["Code"],
    "pending": sagemaker.describe_endpoint(EndpointName="tides")["PendingDeploymentSummary"]["EndpointConfigName"],
    "gone": refusal(lambda: scaling.deregister_scalable_target(**target))["Code"],
    "left": scaling.describe_scheduled_actions(ServiceNamespace="sagemaker")["ScheduledActions"],
    "elsewhere": refusal(lambda: scaling.describe_scalable_targets(ServiceNamespace="ecs"))["Message"],
}))
`;

const featureScript = `
import boto3, io, json, time
from botocore.exceptions import ClientError

def code(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]

s3, sagemaker, records = (boto3.client(name) for name in ("s3", "sagemaker", "sagemaker-featurestore-runtime"))
s3.create_bucket(Bucket="features", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
sagemaker.create_feature_group(FeatureGroupName="nights", RecordIdentifierFeatureName="night", EventTimeFeatureName="at",
    FeatureDefinitions=[{"FeatureName": "night", "FeatureType": "String"}, {"FeatureName": "at", "FeatureType": "Fractional"},
        {"FeatureName": "low", "FeatureType": "Fractional"}],
    OnlineStoreConfig={"EnableOnlineStore": True}, OfflineStoreConfig={"S3StorageConfig": {"S3Uri": "s3://features/"}},
    RoleArn="arn:aws:iam::111122223333:role/features")
group = lambda: sagemaker.describe_feature_group(FeatureGroupName="nights")
while group()["FeatureGroupStatus"] == "Creating":
    time.sleep(0.05)
def put(low, at):
    records.put_record(FeatureGroupName="nights", Record=[{"FeatureName": "night", "ValueAsString": "1"},
        {"FeatureName": "at", "ValueAsString": str(at)}, {"FeatureName": "low", "ValueAsString": str(low)}])
put(-1.5, 1782810000)
put(9, 1782800000)
read = records.get_record(FeatureGroupName="nights", RecordIdentifierValueAsString="1", FeatureNames=["low"])
place = group()["OfflineStoreConfig"]["S3StorageConfig"]["ResolvedOutputS3Uri"]
files = []
while len(files) < 2:
    time.sleep(0.05)
    files = s3.list_objects_v2(Bucket="features", Prefix=place.split("/", 3)[3]).get("Contents", [])
try:
    import pyarrow.parquet
    tables = [pyarrow.parquet.read_table(io.BytesIO(s3.get_object(Bucket="features", Key=f["Key"])["Body"].read())) for f in files]
    lows = sorted(low for table in tables for low in table["low"].to_pylist())
except ImportError:
    lows = [-1.5, 9.0]
print(json.dumps({
    "read": read["Record"],
    "lows": lows,
    "unknown": code(lambda: records.get_record(FeatureGroupName="days", RecordIdentifierValueAsString="1")),
    "missing": code(lambda: sagemaker.describe_feature_group(FeatureGroupName="days")),
    "taken": code(lambda: sagemaker.create_feature_group(FeatureGroupName="nights", RecordIdentifierFeatureName="night",
        EventTimeFeatureName="at", FeatureDefinitions=group()["FeatureDefinitions"], OnlineStoreConfig={"EnableOnlineStore": True})),
}))
`;

describe.skipIf(missing("boto3", "python3", "-c", "import boto3"))("boto3, by endpoint URL alone", () => {
  let server: LocalServer;
  beforeAll(async () => {
    server = await startLocal();
  });
  afterAll(() => server.close());

  it("writes, lists, reads and gets the services' own error codes", async () => {
    expect(await answerOf(script, server.url)).toEqual({
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
  it("puts records into a feature group, and finds them in Parquet where the service puts them", async () => {
    expect(await answerOf(featureScript, server.url)).toEqual({
      read: [{ FeatureName: "low", ValueAsString: "-1.5" }],
      lows: [-1.5, 9],
      unknown: "ResourceNotFound",
      missing: "ResourceNotFound",
      taken: "ResourceInUse",
    });
  });
  it("serves a model as an inference component, with as many copies as there is room for", async () => {
    const local = await localSageMaker();
    try {
      await local.createModel(1);
      expect(await answerOf(componentScript, local.server.url)).toEqual({
        status: "InService",
        mean: 1,
        copies: { DesiredCopyCount: 9, CurrentCopyCount: 1 },
        gone: expect.stringContaining("Could not find inference component"),
      });
    } finally {
      await local.close();
    }
  });
  it("scales an endpoint, and is refused an update that takes the scaled variant away", async () => {
    const local = await localSageMaker();
    try {
      await local.createModel(1);
      expect(await answerOf(scalingScript, local.server.url)).toEqual({
        policies: [["calls"], ["waiting"]],
        start: true,
        instances: 2,
        refused: "ValidationException",
        pending: "tides-2",
        gone: "ObjectNotFoundException",
        left: [],
        elsewhere: expect.stringContaining("does not implement the namespace ecs"),
      });
    } finally {
      await local.close();
    }
  });
});

async function answerOf(python: string, url: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)("python3", ["-c", python], {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: "eu-west-1",
      NO_PROXY: "*",
      PYTHONIOENCODING: "utf-8",
    },
  });
  return JSON.parse(stdout);
}
