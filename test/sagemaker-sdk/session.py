"""What a user of the SageMaker Python SDK does, unmodified but for the bucket's name, against AWS_ENDPOINT_URL.

Writes what came out as one line of JSON.
"""

import contextlib
import json
import os
import sys
import tempfile
import time

import boto3
from sagemaker.core import image_uris
from sagemaker.core.helper.session_helper import Session
from sagemaker.core.model_monitor import DataCaptureConfig
from sagemaker.core.workflow.conditions import ConditionLessThanOrEqualTo
from sagemaker.core.workflow.functions import Join
from sagemaker.core.workflow.parameters import ParameterFloat
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.mlops.workflow.callback_step import CallbackOutput, CallbackOutputTypeEnum, CallbackStep
from sagemaker.mlops.workflow.condition_step import ConditionStep
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.model_step import ModelStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.retry import SageMakerJobExceptionTypeEnum, SageMakerJobStepRetryPolicy
from sagemaker.mlops.workflow.steps import CacheConfig, TrainingStep
from sagemaker.serve import ModelBuilder
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, MetricDefinition, SourceCode

TRAIN = """
import argparse, os
import joblib, numpy
from sklearn.linear_model import Ridge

parser = argparse.ArgumentParser()
parser.add_argument("--alpha", type=float)
settings, _ = parser.parse_known_args()
rows = numpy.loadtxt(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "tides.csv"), delimiter=",")
model = Ridge(alpha=settings.alpha).fit(rows[:, 1:], rows[:, 0])
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "model.joblib"))
print(f"r2={model.score(rows[:, 1:], rows[:, 0]):.3f};")
"""

INFERENCE = """
import os
import joblib

def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))
"""

BUCKET = "tides"
ROLE = "arn:aws:iam::111122223333:role/Tides"
IMAGE = image_uris.retrieve("sklearn", "us-east-1", version="1.4-2", py_version="py3", instance_type="ml.m5.large")


def trainer(session, alpha, code):
    return ModelTrainer(
        sagemaker_session=session,
        role=ROLE,
        training_image=IMAGE,
        base_job_name="tides",
        source_code=SourceCode(source_dir=code, entry_script="train.py"),
        compute=Compute(instance_type="ml.m5.large", instance_count=1),
        hyperparameters={"alpha": alpha},
        input_data_config=[InputData(channel_name="train", data_source=f"s3://{BUCKET}/data")],
    ).with_metric_definitions([MetricDefinition(name="r2", regex="r2=(.*?);")])


def train_and_serve(code):
    session = Session(default_bucket=BUCKET)
    made = trainer(session, 0.5, code)
    made.train(wait=True, logs=False)
    job = made._latest_training_job
    builder = ModelBuilder(
        image_uri=IMAGE,
        s3_model_data_url=job.model_artifacts.s3_model_artifacts,
        source_code=SourceCode(source_dir=code, entry_script="inference.py"),
        role_arn=ROLE,
        sagemaker_session=session,
        instance_type="ml.m5.large",
    )
    builder.build(model_name="tides")
    endpoint = builder.deploy(
        endpoint_name="tides",
        initial_instance_count=1,
        instance_type="ml.m5.large",
        data_capture_config=DataCaptureConfig(
            enable_capture=True,
            sampling_percentage=100,
            destination_s3_uri=f"s3://{BUCKET}/captured",
            sagemaker_session=session,
        ),
    )
    answer = endpoint.invoke(body="4,1\n10,1\n", content_type="text/csv", accept="application/json")
    predicted = json.loads(answer.body.read())
    return {
        "job": job.training_job_status,
        "r2": job.final_metric_data_list[0].value,
        "endpoint": endpoint.endpoint_status,
        "predicted": [round(value) for value in predicted],
        "captured": captured(),
    }


def captured():
    s3 = boto3.client("s3")
    for _ in range(100):
        found = s3.list_objects_v2(Bucket=BUCKET, Prefix="captured/").get("Contents", [])
        if found:
            lines = s3.get_object(Bucket=BUCKET, Key=found[0]["Key"])["Body"].read().decode()
            return json.loads(lines.splitlines()[0])["captureData"]["endpointInput"]["data"]
        time.sleep(0.1)
    return None


def pipeline(code, queue):
    session = PipelineSession(default_bucket=BUCKET)
    alpha = ParameterFloat("Alpha", default_value=0.5)
    train = TrainingStep(
        name="Train",
        # The service does not make texts of numbers: https://github.com/aws/sagemaker-python-sdk/issues/2631
        step_args=trainer(session, alpha.to_string(), code).train(),
        cache_config=CacheConfig(enable_caching=True, expire_after="P1D"),
        retry_policies=[
            SageMakerJobStepRetryPolicy(
                exception_types=[SageMakerJobExceptionTypeEnum.INTERNAL_ERROR], max_attempts=2
            )
        ],
    )
    artifacts = train.properties.ModelArtifacts.S3ModelArtifacts
    ask = CallbackStep(
        name="Ask",
        sqs_queue_url=queue,
        inputs={"model": artifacts},
        outputs=[CallbackOutput("error", CallbackOutputTypeEnum.Float)],
    )
    builder = ModelBuilder(image_uri=IMAGE, s3_model_data_url=artifacts, role_arn=ROLE, sagemaker_session=session)
    register = ModelStep(
        name="Register",
        step_args=builder.register(
            model_package_group_name="tides",
            content_types=["text/csv"],
            response_types=["application/json"],
            inference_instances=["ml.m5.large"],
            transform_instances=["ml.m5.large"],
            approval_status="PendingManualApproval",
        ),
    )
    gate = ConditionStep(
        name="Gate",
        conditions=[ConditionLessThanOrEqualTo(left=ask.properties.Outputs["error"], right=2.0)],
        if_steps=[register],
        else_steps=[FailStep(name="Refuse", error_message=Join(on=" ", values=["alpha", alpha, "was refused"]))],
    )
    return Pipeline(name="tides", parameters=[alpha], steps=[train, ask, gate], sagemaker_session=session)


def run(made, queue, error):
    """Starts the pipeline, answers its question, and tells how it ended."""
    sqs, sagemaker = boto3.client("sqs"), boto3.client("sagemaker")
    execution = made.start(parameters={"Alpha": 0.25})
    messages = []
    while not messages and execution.describe()["PipelineExecutionStatus"] == "Executing":
        messages = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", [])
    for message in messages:
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        sagemaker.send_pipeline_execution_step_success(
            CallbackToken=json.loads(message["Body"])["token"],
            OutputParameters=[{"Name": "error", "Value": str(error)}],
        )
    while execution.describe()["PipelineExecutionStatus"] in ("Executing", "Stopping"):
        time.sleep(0.1)
    steps = {step["StepName"]: step for step in execution.list_steps()}
    return {
        "status": execution.describe()["PipelineExecutionStatus"],
        "steps": {name: step["StepStatus"] for name, step in sorted(steps.items())},
        "cached": "CacheHitResult" in steps.get("Train", {}),
        "reasons": [step["FailureReason"] for step in steps.values() if "FailureReason" in step],
    }


def main():
    s3, sagemaker = boto3.client("s3"), boto3.client("sagemaker")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="data/tides.csv", Body="\n".join(f"{2 * x + 1},{x},{x % 3}" for x in range(40)))
    queue = boto3.client("sqs").create_queue(QueueName="questions")["QueueUrl"]
    with tempfile.TemporaryDirectory() as code:
        for name, text in (("train.py", TRAIN), ("inference.py", INFERENCE)):
            with open(os.path.join(code, name), "w") as file:
                file.write(text)
        served = train_and_serve(code)
        made = pipeline(code, queue)
        made.upsert(role_arn=ROLE)
        good, bad = run(made, queue, 1.5), run(made, queue, 2.5)
    packages = sagemaker.list_model_packages(ModelPackageGroupName="tides")["ModelPackageSummaryList"]
    return {
        "served": served,
        "good": good,
        "bad": bad,
        "registered": [package["ModelApprovalStatus"] for package in packages],
    }


if __name__ == "__main__":
    # The SDK tells its progress on standard output, too.
    with contextlib.redirect_stdout(sys.stderr):
        told = main()
    print(json.dumps(told))
