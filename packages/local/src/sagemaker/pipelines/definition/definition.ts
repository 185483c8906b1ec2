import { z } from "zod";
import { isObject, type Json } from "../expressions/json.ts";
import { checkDefault, InvalidParameter, type Parameter, parameterSchema } from "./parameter.ts";
import { type Step, stepSchema, stepTypes, stepTypesNotHere } from "./step.ts";

export interface Definition {
  readonly Parameters: readonly Parameter[];
  readonly Steps: readonly Step[];
}

/** A definition that cannot be executed. The message starts as the service's does and names the place. */
export class InvalidDefinition extends Error {
  override readonly name = "InvalidDefinition";
  constructor(problem: string) {
    super(`Unable to parse pipeline definition. ${problem}`);
  }
}

const definitionSchema = z.strictObject({
  Version: z.literal("2020-12-01"),
  Metadata: z.json().optional(),
  PipelineExperimentConfig: z.json().optional(),
  /** The Python SDK writes null where there is none. */
  MlflowConfig: z
    .null({ error: "Runs are not told to MLflow here; leave it out, or tell MLflow in the script." })
    .optional(),
  Parameters: z.array(parameterSchema).nullish(),
  Steps: z.array(stepSchema).min(1),
});

/**
 * Reads a definition, version 2020-12-01: its form, not yet its graph. Throws InvalidDefinition.
 * Schema: https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/
 */
export function parseDefinition(text: string): Definition {
  const json = parseJson(text);
  if (isObject(json)) refuseStepTypes(json.Steps);
  const parsed = definitionSchema.safeParse(json);
  if (!parsed.success) throw new InvalidDefinition(describe(parsed.error.issues));
  const parameters = parsed.data.Parameters ?? [];
  checkParameters(parameters);
  return { Parameters: parameters, Steps: parsed.data.Steps };
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidDefinition(error instanceof Error ? error.message : "Expecting start of Json Object.");
  }
}

/** Ahead of the schema, whose answer to a wrong discriminator would not name the step. */
function refuseStepTypes(steps: Json | undefined): void {
  if (!Array.isArray(steps)) return;
  for (const step of steps) {
    if (!isObject(step) || typeof step.Type !== "string") continue;
    const name = JSON.stringify(step.Name);
    const instead = stepTypesNotHere[step.Type];
    if (instead !== undefined) {
      throw new InvalidDefinition(
        `Step ${name} has type '${step.Type}', which this local SageMaker does not execute: ${instead}.`,
      );
    }
    if (!stepTypes.some((known) => known === step.Type)) {
      throw new InvalidDefinition(`Step ${name} has unknown step type '${step.Type}'.`);
    }
    if (isObject(step.Arguments) && step.Type === "Condition") {
      refuseStepTypes(step.Arguments.IfSteps);
      refuseStepTypes(step.Arguments.ElseSteps);
    }
  }
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  return issues
    .map(({ path, message }) => `${z.core.toDotPath(path) || "Definition"}: ${message}`)
    .join("; ");
}

function checkParameters(parameters: readonly Parameter[]): void {
  const names = new Set<string>();
  for (const parameter of parameters) {
    if (names.has(parameter.Name))
      throw new InvalidDefinition(`Duplicate parameter name '${parameter.Name}'.`);
    names.add(parameter.Name);
    try {
      checkDefault(parameter);
    } catch (error) {
      throw error instanceof InvalidParameter ? new InvalidDefinition(error.message) : error;
    }
  }
}
