import {
  document,
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
  image: "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
};

/** Prepare, train by the built-in algorithm, evaluate beside the champion, register with Model Monitor's baseline. */
export function winePipeline() {
  return {
    Version: "2020-12-01",
    Metadata: {},
    Parameters: [
      { Name: "LabelledData", Type: "String", DefaultValue: `s3://${names.bucket}/labelled/` },
      { Name: "WindowStart", Type: "String", DefaultValue: "2000-01-01T00:00:00Z" },
      { Name: "ChampionModelData", Type: "String", DefaultValue: `s3://${names.bucket}/no-champion/` },
    ],
    Steps: [
      processing(place, {
        name: "Prepare",
        script: "prepare.py",
        more: ["--window-start", parameter("WindowStart")],
        inputs: { labelled: parameter("LabelledData") },
        outputs: ["train", "held-out", "baseline"],
      }),
      // No script: without `sagemaker_program` the image is the built-in algorithm, which takes CSV without a header.
      training(place, {
        hyperparameters: { objective: "binary:logistic", num_round: "80", max_depth: "4", eta: "0.1" },
        train: left("Prepare", "train"),
      }),
      processing(place, {
        name: "Evaluate",
        script: "evaluate.py",
        more: [],
        inputs: {
          candidate: trained,
          champion: parameter("ChampionModelData"),
          "held-out": left("Prepare", "held-out"),
        },
        outputs: ["evaluation"],
      }),
      registration(place, {
        packageGroup: names.packageGroup,
        more: {
          DriftCheckBaselines: {
            ModelDataQuality: {
              Statistics: document("Prepare", "baseline", "statistics.json"),
              Constraints: document("Prepare", "baseline", "constraints.json"),
            },
          },
        },
      }),
    ],
  };
}
