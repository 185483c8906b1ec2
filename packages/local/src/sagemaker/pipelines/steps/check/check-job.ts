import type { CheckStep } from "../../definition/step.ts";
import { isObject, type Json, type JsonObject } from "../../expressions/json.ts";
import { lookUp } from "../../expressions/path.ts";
import { StepRefused } from "../job-step.ts";
import type { Baseline } from "./baseline.ts";

const folder = "/opt/ml/processing/baseline";

/** Where the job leaves its files in S3. Throws StepRefused when it has no place for them. */
export function outputOf(request: JsonObject): string {
  const uri = lookUp(request, ["ProcessingOutputConfig", "Outputs", 0, "S3Output", "S3Uri"]);
  if (typeof uri === "string") return uri.replace(/\/+$/, "");
  throw new StepRefused(
    "ClientError: The check has no output; expected Arguments.ProcessingOutputConfig.Outputs with an S3Output.",
  );
}

/** The files that the analyzers write, in the job's output. */
export function calculatedBaseline(step: CheckStep, output: string): Baseline {
  switch (step.Type) {
    case "QualityCheck":
      return { statistics: `${output}/statistics.json`, constraints: `${output}/constraints.json` };
    case "ClarifyCheck":
      return { statistics: null, constraints: `${output}/analysis.json` };
  }
}

/**
 * The request of the check's job. An earlier baseline is brought to the container as a monitoring schedule brings it: as
 * inputs, and variables that name the files.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-byoc-contract-inputs.html
 */
export function jobRequest(
  step: CheckStep,
  written: JsonObject,
  more: {
    readonly name: string;
    readonly executionArn: string;
    readonly modelName: string | null;
    /** What is compared with; null where nothing is. */
    readonly baseline: Baseline | null;
  },
): JsonObject {
  const files = Object.entries({
    baseline_constraints: more.baseline?.constraints ?? null,
    baseline_statistics: more.baseline?.statistics ?? null,
  }).flatMap(([name, uri]) =>
    uri === null ? [] : [{ name, uri, localPath: `${folder}/${name.split("_")[1]}` }],
  );
  return {
    ...written,
    ProcessingJobName: more.name,
    ProcessingInputs: [
      ...list(written.ProcessingInputs),
      ...files.map(({ name, uri, localPath }) => ({
        InputName: name,
        S3Input: { S3Uri: uri, LocalPath: localPath, S3DataType: "S3Prefix", S3InputMode: "File" },
      })),
    ],
    Environment: {
      ...(isObject(written.Environment) ? written.Environment : {}),
      ...Object.fromEntries(
        files.map(({ name, uri, localPath }) => [name, `${localPath}/${uri.split("/").at(-1)}`]),
      ),
      // The definition has it beside the analysis' configuration, which names no model.
      ...(more.modelName === null || step.Type !== "ClarifyCheck" ? {} : { model_name: more.modelName }),
    },
    Tags: [...list(written.Tags), { Key: "sagemaker:pipeline-execution-arn", Value: more.executionArn }],
  };
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
