import {
  left,
  parameter,
  processing,
  registration,
  trained,
  training,
} from "@driftwheel/example-shared/pipeline/steps.ts";
import { names } from "./names.ts";

const place = {
  ...names,
  image: "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-cpu-py3",
};

/** Where the scripts find MLflow, of which they log to nobody but it. */
const environment = {
  MLFLOW_TRACKING_URI: parameter("TrackingUri"),
  MLFLOW_DISABLE_TELEMETRY: "true",
  DO_NOT_TRACK: "true",
  GIT_PYTHON_REFRESH: "quiet",
};

/**
 * Train and log a run, evaluate beside the champion, register as a model package, and register the same in MLflow.
 *
 * @param trackingUri MLflow's server
 */
export function diamondsPipeline(trackingUri: string) {
  const evaluated = (path: string) => ({
    "Std:JsonGet": { PropertyFile: { Get: "Steps.Evaluate.PropertyFiles.Evaluation" }, Path: path },
  });
  return {
    Version: "2020-12-01",
    Metadata: {},
    Parameters: [
      { Name: "LabelledData", Type: "String", DefaultValue: `s3://${names.bucket}/labelled/` },
      { Name: "ChampionModelData", Type: "String", DefaultValue: `s3://${names.bucket}/no-champion/` },
      { Name: "TrackingUri", Type: "String", DefaultValue: trackingUri },
    ],
    Steps: [
      training(place, {
        // What the scikit-learn image reads in script mode.
        hyperparameters: {
          trees: "150",
          sagemaker_program: "train.py",
          sagemaker_submit_directory: `s3://${names.bucket}/code/sourcedir.tar.gz`,
        },
        train: parameter("LabelledData"),
        environment,
      }),
      {
        ...processing(place, {
          name: "Evaluate",
          script: "evaluate.py",
          more: [],
          inputs: {
            candidate: trained,
            champion: parameter("ChampionModelData"),
            labelled: parameter("LabelledData"),
          },
          outputs: ["evaluation"],
        }),
        PropertyFiles: [
          { PropertyFileName: "Evaluation", OutputName: "evaluation", FilePath: "evaluation.json" },
        ],
      },
      registration(place, {
        packageGroup: names.packageGroup,
        serving: {
          SAGEMAKER_PROGRAM: "inference.py",
          SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model/code",
        },
        // From the package to MLflow; the step after it leads back.
        more: {
          CustomerMetadataProperties: {
            mlflow_registered_model: names.registeredModel,
            mlflow_run_id: evaluated("mlflow.run_id"),
            mlflow_model_id: evaluated("mlflow.model_id"),
          },
        },
      }),
      processing(place, {
        name: "RegisterInMlflow",
        script: "register.py",
        more: ["--name", names.registeredModel, "--package-arn", { Get: "Steps.Register.ModelPackageArn" }],
        inputs: { evaluation: left("Evaluate", "evaluation") },
        outputs: [],
        environment,
      }),
    ],
  };
}
