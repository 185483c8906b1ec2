"""A pipeline of all steps that the SageMaker Python SDK has and the local AWS runs, against AWS_ENDPOINT_URL.

Writes what came out as one line of JSON. `session.py` has training, serving, callbacks and conditions.
"""

import contextlib
import json
import os
import sys
import tempfile
import time

import boto3
from sagemaker.core import image_uris
from sagemaker.core.clarify import (
    BiasConfig,
    DataConfig,
    ModelConfig,
    ModelPredictedLabelConfig,
    SageMakerClarifyProcessor,
)
from sagemaker.core.drift_check_baselines import DriftCheckBaselines
from sagemaker.core.helper.session_helper import Session
from sagemaker.core.lambda_helper import Lambda
from sagemaker.core.model_metrics import MetricsSource, ModelMetrics
from sagemaker.core.model_monitor import DatasetFormat, DefaultModelMonitor
from sagemaker.core.parameter import ContinuousParameter
from sagemaker.core.processing import ScriptProcessor
from sagemaker.core.shapes import ProcessingOutput, ProcessingS3Output
from sagemaker.core.transformer import Transformer
from sagemaker.core.workflow.conditions import ConditionEquals, ConditionGreaterThan
from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join, JsonGet
from sagemaker.core.workflow.parameters import ParameterBoolean, ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.core.workflow.properties import PropertyFile
from sagemaker.mlops.workflow.check_job_config import CheckJobConfig
from sagemaker.mlops.workflow.clarify_check_step import ClarifyCheckStep, DataBiasCheckConfig, ModelBiasCheckConfig
from sagemaker.mlops.workflow.condition_step import ConditionStep
from sagemaker.mlops.workflow.endpoint_step import EndpointConfigStep, EndpointStep
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.lambda_step import LambdaOutput, LambdaOutputTypeEnum, LambdaStep
from sagemaker.mlops.workflow.model_step import ModelStep
from sagemaker.mlops.workflow.monitor_batch_transform_step import MonitorBatchTransformStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.quality_check_step import (
    DataQualityCheckConfig,
    ModelQualityCheckConfig,
    QualityCheckStep,
)
from sagemaker.mlops.workflow.steps import CacheConfig, ProcessingStep, TransformStep, TuningStep
from sagemaker.serve import ModelBuilder
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, OutputDataConfig, SourceCode
from sagemaker.train.tuner import HyperparameterTuner

PREPARE = """
import json, random, sys

shift = float(sys.argv[1])
random.seed(7)
rows = []
for _ in range(600):
    south = int(random.random() < 0.4)
    swell = random.gauss(2 + shift, 0.6)
    rows.append((int(swell + 0.4 * south + random.gauss(0, 0.3) > 2.2 + shift), round(swell, 3), south))
for folder in ("train", "asked"):
    with open(f"/opt/ml/processing/{folder}/harbours.csv", "w") as file:
        for out, *features in rows:
            file.write(",".join(map(str, [out, *features] if folder == "train" else features)) + chr(10))
with open("/opt/ml/processing/report/report.json", "w") as file:
    json.dump({"rows": len(rows)}, file)
"""

TRAIN = """
import argparse, os
import joblib, numpy
from sklearn.linear_model import LogisticRegression

parser = argparse.ArgumentParser()
parser.add_argument("--strength", type=float)
settings, _ = parser.parse_known_args()
rows = numpy.loadtxt(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "harbours.csv"), delimiter=",")
model = LogisticRegression(C=settings.strength).fit(rows[:, 1:], rows[:, 0].astype(int))
joblib.dump(model, os.path.join(os.environ["SM_MODEL_DIR"], "model.joblib"))
print(f"accuracy={model.score(rows[:, 1:], rows[:, 0]):.3f};")
"""

# The container's own input_fn cannot read rows of both whole numbers and fractions.
INFERENCE = """
import io, os
import joblib, numpy

def model_fn(model_dir):
    return joblib.load(os.path.join(model_dir, "model.joblib"))

def input_fn(body, content_type):
    return numpy.loadtxt(io.StringIO(body), delimiter=",", ndmin=2)
"""

BUCKET = "harbours"
GROUP = "harbours"
ROLE = "arn:aws:iam::111122223333:role/Harbours"
IMAGE = image_uris.retrieve("sklearn", "us-east-1", version="1.4-2", py_version="py3", instance_type="ml.m5.large")
MACHINE = "ml.m5.large"


def below(*names):
    return Join(on="/", values=["s3:/", BUCKET, ExecutionVariables.PIPELINE_EXECUTION_ID, *names])


def prepare_step(session, code, shift, report):
    processor = ScriptProcessor(
        role=ROLE,
        image_uri=IMAGE,
        command=["python3"],
        instance_count=1,
        instance_type=MACHINE,
        sagemaker_session=session,
    )
    outputs = [
        ProcessingOutput(
            output_name=name,
            s3_output=ProcessingS3Output(
                s3_uri=below("prepared", name),
                local_path=f"/opt/ml/processing/{name}",
                s3_upload_mode="EndOfJob",
            ),
        )
        for name in ("train", "asked", "report")
    ]
    return ProcessingStep(
        name="Prepare",
        step_args=processor.run(code=os.path.join(code, "prepare.py"), arguments=[shift], outputs=outputs),
        property_files=[report],
    )


def tuning_step(session, code, rows, after):
    trainer = ModelTrainer(
        sagemaker_session=session,
        role=ROLE,
        training_image=IMAGE,
        base_job_name="harbours",
        source_code=SourceCode(source_dir=code, entry_script="train.py"),
        compute=Compute(instance_type=MACHINE, instance_count=1),
        hyperparameters={},
        output_data_config=OutputDataConfig(s3_output_path=f"s3://{BUCKET}/models"),
    )
    tuner = HyperparameterTuner(
        model_trainer=trainer,
        objective_metric_name="accuracy",
        hyperparameter_ranges={"strength": ContinuousParameter(0.5, 2.0)},
        metric_definitions=[{"Name": "accuracy", "Regex": "accuracy=(.*?);"}],
        strategy="Random",
        max_jobs=2,
        max_parallel_jobs=2,
    )
    return TuningStep(
        name="Tune",
        step_args=tuner.tune(inputs=[InputData(channel_name="train", data_source=rows)]),
        depends_on=after,
        cache_config=CacheConfig(enable_caching=True, expire_after="P1D"),
    )


def bias_data(rows, output):
    return DataConfig(
        s3_data_input_path=rows,
        s3_output_path=below(output),
        s3_analysis_config_output_path=f"s3://{BUCKET}/analysis/{output}",
        label="out",
        headers=["out", "swell", "south"],
        dataset_type="text/csv",
    )


def metrics(step, name):
    return MetricsSource(content_type="application/json", s3_uri=getattr(step.properties, name))


def pipeline(code, function):
    session = PipelineSession(default_bucket=BUCKET)
    shift = ParameterString("Shift", default_value="0")
    first = ParameterBoolean("First", default_value=False)
    strict = ParameterBoolean("Strict", default_value=True)
    jobs = CheckJobConfig(role=ROLE, instance_count=1, instance_type=MACHINE, sagemaker_session=session)
    flags = {
        "check_job_config": jobs,
        "skip_check": first,
        "register_new_baseline": first,
        "fail_on_violation": strict,
        "model_package_group_name": GROUP,
    }

    report = PropertyFile(name="Report", output_name="report", path="report.json")
    prepare = prepare_step(session, code, shift, report)
    outputs = prepare.properties.ProcessingOutputConfig.Outputs
    rows, asked = outputs["train"].S3Output.S3Uri, outputs["asked"].S3Output.S3Uri
    data_quality = QualityCheckStep(
        name="DataQuality",
        quality_check_config=DataQualityCheckConfig(
            baseline_dataset=rows,
            dataset_format=DatasetFormat.csv(header=False),
            output_s3_uri=below("data-quality"),
        ),
        **flags,
    )
    bias = BiasConfig(label_values_or_threshold=[1], facet_name="south", facet_values_or_threshold=[1])
    data_bias = ClarifyCheckStep(
        name="DataBias",
        clarify_check_config=DataBiasCheckConfig(data_config=bias_data(rows, "data-bias"), data_bias_config=bias),
        **flags,
    )
    tune = tuning_step(session, code, rows, [data_quality, data_bias])
    builder = ModelBuilder(
        image_uri=IMAGE,
        s3_model_data_url=tune.get_top_model_s3_uri(top_k=0, s3_bucket=BUCKET, prefix="models"),
        role_arn=ROLE,
        sagemaker_session=session,
        source_code=SourceCode(source_dir=code, entry_script="inference.py"),
        instance_type=MACHINE,
    )
    create = ModelStep(name="Create", step_args=builder.build())
    model = create.properties.ModelName
    transformer = Transformer(
        model_name=model,
        instance_count=1,
        instance_type=MACHINE,
        strategy="MultiRecord",
        accept="text/csv",
        assemble_with="Line",
        output_path=below("answers"),
        sagemaker_session=session,
    )
    transform = TransformStep(
        name="Answer",
        step_args=transformer.transform(
            data=rows, content_type="text/csv", split_type="Line", input_filter="$[1:]", join_source="Input"
        ),
    )
    model_quality = QualityCheckStep(
        name="ModelQuality",
        quality_check_config=ModelQualityCheckConfig(
            baseline_dataset=transform.properties.TransformOutput.S3OutputPath,
            dataset_format=DatasetFormat.csv(header=False),
            output_s3_uri=below("model-quality"),
            problem_type="BinaryClassification",
            ground_truth_attribute="_c0",
            inference_attribute="_c3",
        ),
        **flags,
    )
    model_bias = ClarifyCheckStep(
        name="ModelBias",
        clarify_check_config=ModelBiasCheckConfig(
            data_config=bias_data(rows, "model-bias"),
            data_bias_config=bias,
            model_config=ModelConfig(
                model_name=model,
                instance_count=1,
                instance_type=MACHINE,
                content_type="text/csv",
                accept_type="text/csv",
            ),
            model_predicted_label_config=ModelPredictedLabelConfig(label=0),
            methods=["DPPL", "DI", "AD"],
        ),
        **flags,
    )
    watch = MonitorBatchTransformStep(
        name="Watch",
        transform_step_args=transformer.transform(data=asked, content_type="text/csv", split_type="Line"),
        monitor_configuration=DataQualityCheckConfig(
            baseline_dataset=rows,
            dataset_format=DatasetFormat.csv(header=False),
            output_s3_uri=below("watched"),
        ),
        check_job_configuration=jobs,
        monitor_before_transform=True,
        supplied_baseline_statistics=data_quality.properties.CalculatedBaselineStatistics,
        supplied_baseline_constraints=data_quality.properties.CalculatedBaselineConstraints,
    )
    count = LambdaStep(
        name="Count",
        lambda_func=Lambda(function_arn=function),
        inputs={"model": model, "statistics": data_quality.properties.CalculatedBaselineStatistics},
        outputs=[LambdaOutput("seen", LambdaOutputTypeEnum.Integer)],
    )
    config = EndpointConfigStep(
        name="Configure",
        step_args=session.create_endpoint_config(
            name=Join(on="-", values=["harbours", ExecutionVariables.PIPELINE_EXECUTION_ID]),
            production_variants=[
                {
                    "VariantName": "all",
                    "ModelName": model,
                    "InitialInstanceCount": 1,
                    "InstanceType": MACHINE,
                }
            ],
        ),
    )
    deploy = EndpointStep(
        name="Deploy",
        step_args=session.create_endpoint(
            endpoint_name="harbours", config_name=config.properties.EndpointConfigName
        ),
    )
    register = ModelStep(
        name="Register",
        step_args=builder.register(
            model_package_group_name=GROUP,
            content_types=["text/csv"],
            response_types=["text/csv"],
            inference_instances=[MACHINE],
            transform_instances=[MACHINE],
            approval_status="Approved",
            model_metrics=ModelMetrics(
                model_statistics=metrics(model_quality, "CalculatedBaselineStatistics"),
                model_constraints=metrics(model_quality, "CalculatedBaselineConstraints"),
                bias_pre_training=metrics(data_bias, "CalculatedBaselineConstraints"),
            ),
            drift_check_baselines=DriftCheckBaselines(
                model_data_statistics=metrics(data_quality, "BaselineUsedForDriftCheckStatistics"),
                model_data_constraints=metrics(data_quality, "BaselineUsedForDriftCheckConstraints"),
                model_statistics=metrics(model_quality, "BaselineUsedForDriftCheckStatistics"),
                model_constraints=metrics(model_quality, "BaselineUsedForDriftCheckConstraints"),
                bias_pre_training_constraints=metrics(data_bias, "BaselineUsedForDriftCheckConstraints"),
                bias_post_training_constraints=metrics(model_bias, "BaselineUsedForDriftCheckConstraints"),
            ),
        ),
    )
    gate = ConditionStep(
        name="Gate",
        conditions=[
            ConditionEquals(left=count.properties.Outputs["seen"], right=2),
            ConditionGreaterThan(left=JsonGet(step_name="Prepare", property_file=report, json_path="rows"), right=500),
        ],
        if_steps=[register, config, deploy],
        else_steps=[FailStep(name="Refuse", error_message="too few")],
    )
    return Pipeline(
        name="harbours",
        parameters=[shift, first, strict],
        steps=[
            prepare,
            data_quality,
            data_bias,
            tune,
            create,
            transform,
            model_quality,
            model_bias,
            *watch.steps,
            count,
            gate,
        ],
        sagemaker_session=session,
    )


def run(made, **parameters):
    execution = made.start(parameters=parameters)
    while execution.describe()["PipelineExecutionStatus"] in ("Executing", "Stopping"):
        time.sleep(0.2)
    # execution.list_steps() has the first page only.
    steps = boto3.client("sagemaker").list_pipeline_execution_steps(
        PipelineExecutionArn=execution.arn, MaxResults=100, SortOrder="Ascending"
    )["PipelineExecutionSteps"]
    checks = [step["Metadata"].get("QualityCheck") or step["Metadata"].get("ClarifyCheck") for step in steps]
    return {
        "status": execution.describe()["PipelineExecutionStatus"],
        # The SDK gives the steps that pack a model anew names of its own.
        "steps": sorted(step["StepName"].split("-RepackModel")[0] + " " + step["StepStatus"] for step in steps),
        "cached": [step["StepName"] for step in steps if "CacheHitResult" in step],
        "violated": sorted(check["CheckType"] for check in checks if check and "ViolationReport" in check),
        "reasons": [step["FailureReason"].split(", which ")[0] for step in steps if "FailureReason" in step],
    }


def without_a_pipeline():
    """The same analyzers, by the jobs that the SDK starts itself."""
    s3, session = boto3.client("s3"), Session(default_bucket=BUCKET)
    rows = "\n".join(f"{row % 7},{row % 2}" for row in range(280))
    s3.put_object(Bucket=BUCKET, Key="rows/rows.csv", Body=f"swell,out\n{rows}\n")
    machines = {"role": ROLE, "instance_count": 1, "instance_type": MACHINE, "sagemaker_session": session}
    monitor = DefaultModelMonitor(**machines)
    monitor.suggest_baseline(
        baseline_dataset=f"s3://{BUCKET}/rows/rows.csv",
        dataset_format=DatasetFormat.csv(header=True),
        output_s3_uri=f"s3://{BUCKET}/suggested",
        logs=False,
    )
    SageMakerClarifyProcessor(**machines).run_pre_training_bias(
        data_config=DataConfig(
            s3_data_input_path=f"s3://{BUCKET}/rows/rows.csv",
            s3_output_path=f"s3://{BUCKET}/bias",
            label="out",
            headers=["swell", "out"],
            dataset_type="text/csv",
        ),
        data_bias_config=BiasConfig(label_values_or_threshold=[1], facet_name="swell", facet_values_or_threshold=[3]),
        methods=["CI"],
        logs=False,
    )
    analysis = json.loads(s3.get_object(Bucket=BUCKET, Key="bias/analysis.json")["Body"].read())
    [facet] = analysis["pre_training_bias_metrics"]["facets"]["swell"]
    mean = monitor.baseline_statistics().body_dict["features"][0]["numerical_statistics"]["mean"]
    return {"mean": mean, "imbalance": round(facet["metrics"][0]["value"], 6)}


def main(function):
    boto3.client("s3").create_bucket(Bucket=BUCKET)
    with tempfile.TemporaryDirectory() as code:
        for name, text in (("prepare.py", PREPARE), ("train.py", TRAIN), ("inference.py", INFERENCE)):
            with open(os.path.join(code, name), "w") as file:
                file.write(text)
        made = pipeline(code, function)
        made.upsert(role_arn=ROLE)
        first = run(made, First=True)
        strict = run(made, Shift="0.5")
        lenient = run(made, Shift="0.5", Strict=False)
    alone = without_a_pipeline()
    baseline = described(2)["DriftCheckBaselines"]
    return {
        "first": first,
        "strict": strict,
        "lenient": lenient,
        "alone": alone,
        "baselines": {subject: sorted(baseline[subject]) for subject in sorted(baseline)},
        # That of the first run is handed on.
        "inherited": baseline == described(1)["DriftCheckBaselines"],
    }


def described(version):
    packages = boto3.client("sagemaker").list_model_packages(ModelPackageGroupName=GROUP)["ModelPackageSummaryList"]
    arn = next(each["ModelPackageArn"] for each in packages if each["ModelPackageVersion"] == version)
    return boto3.client("sagemaker").describe_model_package(ModelPackageName=arn)


if __name__ == "__main__":
    # The SDK tells its progress on standard output, too.
    with contextlib.redirect_stdout(sys.stderr):
        told = main(sys.argv[1])
    print(json.dumps(told))
