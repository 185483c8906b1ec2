"""The pipeline that makes a candidate, by the step classes of the SageMaker Python SDK (sagemaker 3).

    python3 pipeline.py             prints the definition
    python3 pipeline.py --write     writes it to pipeline.json, which is used where the SDK is not installed

The scripts are in S3 already (seed.ts), so that a definition is the same wherever it is made.
"""

import contextlib
import json
import pathlib
import sys

from sagemaker.core.model_metrics import MetricsSource, ModelMetrics
from sagemaker.core.processing import ScriptProcessor
from sagemaker.core.shapes import ProcessingInput, ProcessingOutput, ProcessingS3Input, ProcessingS3Output
from sagemaker.core.workflow.conditions import ConditionLessThanOrEqualTo
from sagemaker.core.workflow.execution_variables import ExecutionVariables
from sagemaker.core.workflow.functions import Join, JsonGet
from sagemaker.core.workflow.parameters import ParameterFloat, ParameterInteger, ParameterString
from sagemaker.core.workflow.pipeline_context import PipelineSession
from sagemaker.core.workflow.properties import PropertyFile
from sagemaker.mlops.workflow.condition_step import ConditionStep
from sagemaker.mlops.workflow.fail_step import FailStep
from sagemaker.mlops.workflow.model_step import ModelStep
from sagemaker.mlops.workflow.pipeline import Pipeline
from sagemaker.mlops.workflow.steps import ProcessingStep, TrainingStep
from sagemaker.serve import ModelBuilder
from sagemaker.train import ModelTrainer
from sagemaker.train.configs import Compute, InputData, OutputDataConfig

BUCKET = "bikes-data"
ROLE = "arn:aws:iam::111122223333:role/bikes"
IMAGE = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-cpu-py3"
INSTANCE = "ml.m5.large"
BASE = "/opt/ml/processing"


def read(name, uri):
    return ProcessingInput(
        input_name=name,
        s3_input=ProcessingS3Input(
            s3_uri=uri, local_path=f"{BASE}/{name}", s3_data_type="S3Prefix", s3_input_mode="File"
        ),
    )


def leave(name):
    place = Join(on="/", values=[f"s3://{BUCKET}/pipeline", ExecutionVariables.PIPELINE_EXECUTION_ID, name])
    return ProcessingOutput(
        output_name=name,
        s3_output=ProcessingS3Output(s3_uri=place, local_path=f"{BASE}/{name}", s3_upload_mode="EndOfJob"),
    )


def left(step, name):
    return step.properties.ProcessingOutputConfig.Outputs[name].S3Output.S3Uri


def process(session, name, script, inputs, outputs, arguments=(), files=()):
    processor = ScriptProcessor(
        role=ROLE,
        image_uri=IMAGE,
        command=["python3"],
        instance_count=1,
        instance_type=INSTANCE,
        sagemaker_session=session,
        env={"PYTHONPATH": f"{BASE}/library"},
    )
    scripts = f"s3://{BUCKET}/code/processing"
    arguments = processor.run(
        code=f"{scripts}/{script}",
        inputs=[*inputs, read("library", f"{scripts}/rides.py")],
        outputs=outputs,
        arguments=list(arguments) or None,
    )
    return ProcessingStep(name=name, step_args=arguments, property_files=list(files) or None)


def made():
    session = PipelineSession(default_bucket=BUCKET)
    labelled = ParameterString("LabelledData", default_value=f"s3://{BUCKET}/labelled/")
    window_start = ParameterString("WindowStart", default_value="2000-01-01T00:00:00Z")
    champion = ParameterString("ChampionModelData", default_value=f"s3://{BUCKET}/no-champion/")
    highest_error = ParameterFloat("HighestError", default_value=250.0)
    trees = ParameterInteger("Trees", default_value=100)

    prepare = process(
        session,
        "Prepare",
        "prepare.py",
        [read("labelled", labelled)],
        [leave("train"), leave("held-out"), leave("baseline")],
        ["--window-start", window_start],
    )
    trainer = ModelTrainer(
        sagemaker_session=session,
        role=ROLE,
        training_image=IMAGE,
        base_job_name="bikes",
        compute=Compute(instance_type=INSTANCE, instance_count=1, volume_size_in_gb=30),
        output_data_config=OutputDataConfig(s3_output_path=f"s3://{BUCKET}/models"),
        # What the scikit-learn image reads in script mode.
        hyperparameters={
            # The service does not make texts of numbers: https://github.com/aws/sagemaker-python-sdk/issues/2631
            "trees": trees.to_string(),
            "sagemaker_program": "train.py",
            "sagemaker_submit_directory": f"s3://{BUCKET}/code/sourcedir.tar.gz",
        },
        input_data_config=[InputData(channel_name="train", data_source=left(prepare, "train"))],
    )
    train = TrainingStep(name="Train", step_args=trainer.train())
    artifacts = train.properties.ModelArtifacts.S3ModelArtifacts

    report = PropertyFile(name="Evaluation", output_name="evaluation", path="evaluation.json")
    evaluate = process(
        session,
        "Evaluate",
        "evaluate.py",
        [read("candidate", artifacts), read("champion", champion), read("held-out", left(prepare, "held-out"))],
        [leave("evaluation")],
        files=[report],
    )
    builder = ModelBuilder(
        image_uri=IMAGE,
        s3_model_data_url=artifacts,
        role_arn=ROLE,
        sagemaker_session=session,
        # Where train.py puts it. Left out, the SDK names no script at all.
        env_vars={
            "SAGEMAKER_PROGRAM": "inference.py",
            "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code",
        },
    )

    def statistics(step, output, file):
        return MetricsSource(
            s3_uri=Join(on="/", values=[left(step, output), file]), content_type="application/json"
        )

    register = ModelStep(
        name="Register",
        step_args=builder.register(
            model_package_group_name="bikes",
            content_types=["text/csv"],
            response_types=["text/csv"],
            inference_instances=[INSTANCE],
            transform_instances=[INSTANCE],
            approval_status="PendingManualApproval",
            model_metrics=ModelMetrics(
                model_statistics=statistics(evaluate, "evaluation", "evaluation.json"),
                model_data_statistics=statistics(prepare, "baseline", "statistics.json"),
            ),
        ),
    )
    error = JsonGet(step_name="Evaluate", property_file=report, json_path="regression_metrics.mae.value")
    sane = ConditionStep(
        name="IsSane",
        conditions=[ConditionLessThanOrEqualTo(left=error, right=highest_error)],
        if_steps=[register],
        else_steps=[
            FailStep(name="NotSane", error_message=Join(on=" ", values=["The error is above", highest_error]))
        ],
    )
    return Pipeline(
        name="bikes-train",
        parameters=[labelled, window_start, champion, highest_error, trees],
        steps=[prepare, train, evaluate, sane],
        sagemaker_session=session,
    )


def main():
    # The SDK tells its progress on standard output, too.
    with contextlib.redirect_stdout(sys.stderr):
        definition = json.dumps(json.loads(made().definition()), indent=2) + "\n"
    if "--write" in sys.argv:
        pathlib.Path(__file__).with_name("pipeline.json").write_text(definition)
    else:
        print(definition)


if __name__ == "__main__":
    main()
