"""A session with boto3 against the small AWS: train the example's image, serve it, list, and meet the service's errors.

Prints one JSON object of what was seen. Arguments: endpoint URL, path of weather.csv.
"""

import json
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, data = sys.argv[1], sys.argv[2]
options = dict(
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="local",
    config=Config(retries={"max_attempts": 1}),
)
s3 = boto3.client("s3", **options)
sagemaker = boto3.client("sagemaker", **options)
runtime = boto3.client("sagemaker-runtime", **options)
image = "111122223333.dkr.ecr.us-east-1.amazonaws.com/frost:1"
role = "arn:aws:iam::111122223333:role/Training"
seen = {}


def code(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return None


def wait(describe, field, working):
    deadline = time.time() + 90
    while time.time() < deadline:
        answer = describe()
        if answer[field] not in working:
            return answer
        time.sleep(0.2)
    raise TimeoutError(field)


s3.create_bucket(Bucket="boto-weather")
with open(data) as file:
    header, *rows = file.read().splitlines()
seattle = [row for row in rows if row.startswith("Seattle")][:400]
s3.put_object(Bucket="boto-weather", Key="train/days.csv", Body="\n".join([header, *seattle]).encode())

sagemaker.create_training_job(
    TrainingJobName="boto-frost",
    AlgorithmSpecification={"TrainingImage": image, "TrainingInputMode": "File"},
    RoleArn=role,
    InputDataConfig=[
        {
            "ChannelName": "train",
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://boto-weather/train/"}},
        }
    ],
    OutputDataConfig={"S3OutputPath": "s3://boto-weather/models"},
    ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5},
    StoppingCondition={"MaxRuntimeInSeconds": 60},
)
job = wait(lambda: sagemaker.describe_training_job(TrainingJobName="boto-frost"), "TrainingJobStatus", ["InProgress"])
seen["job"] = job["TrainingJobStatus"]
seen["failure"] = job.get("FailureReason")
artifact = job["ModelArtifacts"]["S3ModelArtifacts"]

sagemaker.create_model(
    ModelName="boto-frost", ExecutionRoleArn=role, PrimaryContainer={"Image": image, "ModelDataUrl": artifact}
)
sagemaker.create_endpoint_config(
    EndpointConfigName="boto-frost",
    ProductionVariants=[
        {
            "VariantName": "only",
            "ModelName": "boto-frost",
            "InitialInstanceCount": 1,
            "InstanceType": "ml.m5.large",
            "InitialVariantWeight": 1,
        }
    ],
)
sagemaker.create_endpoint(EndpointName="boto-frost", EndpointConfigName="boto-frost")
endpoint = wait(lambda: sagemaker.describe_endpoint(EndpointName="boto-frost"), "EndpointStatus", ["Creating"])
seen["endpoint"] = endpoint["EndpointStatus"]
answer = runtime.invoke_endpoint(EndpointName="boto-frost", ContentType="text/csv", Body=sys.argv[3].encode())
seen["prediction"] = float(answer["Body"].read().decode().strip())
seen["variant"] = answer["InvokedProductionVariant"]

for number in range(5):
    sagemaker.create_model_package_group(ModelPackageGroupName=f"boto-group-{number}")
pages = list(
    sagemaker.get_paginator("list_model_package_groups").paginate(
        SortBy="Name", SortOrder="Ascending", NameContains="boto-group", PaginationConfig={"PageSize": 2}
    )
)
seen["pages"] = [[group["ModelPackageGroupName"] for group in page["ModelPackageGroupSummaryList"]] for page in pages]
seen["errors"] = {
    "describe_training_job": code(sagemaker.describe_training_job, TrainingJobName="no-such-job"),
    "describe_endpoint": code(sagemaker.describe_endpoint, EndpointName="no-such-endpoint"),
    "create_training_job": code(
        sagemaker.create_training_job,
        TrainingJobName="boto-frost",
        AlgorithmSpecification={"TrainingImage": image, "TrainingInputMode": "File"},
        RoleArn=role,
        OutputDataConfig={"S3OutputPath": "s3://boto-weather/models"},
        ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5},
        StoppingCondition={"MaxRuntimeInSeconds": 60},
    ),
    "invoke_endpoint": code(runtime.invoke_endpoint, EndpointName="no-such-endpoint", Body=b"1"),
    "get_object": code(s3.get_object, Bucket="boto-weather", Key="no-such-key"),
    "list_hubs": code(sagemaker.list_hubs),
}
sagemaker.delete_endpoint(EndpointName="boto-frost")
print(json.dumps(seen))
