import { type Path, parsePath } from "./path.ts";

/**
 * What `{"Get": "..."}` may name.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-variables.html
 */
const executionVariables = [
  "PipelineName",
  "PipelineArn",
  "PipelineExecutionId",
  "PipelineExecutionArn",
  "StartDateTime",
  "CurrentDateTime",
] as const;

export type ExecutionVariable = (typeof executionVariables)[number];

export type Reference =
  | { readonly to: "parameter"; readonly name: string }
  | { readonly to: "execution"; readonly variable: ExecutionVariable }
  | { readonly to: "property-file"; readonly step: string; readonly file: string }
  | { readonly to: "property"; readonly step: string; readonly path: Path };

/** Reads what a Get names, or returns null when nothing of that form exists. */
export function parseReference(text: string): Reference | null {
  const [root, name, ...rest] = parsePath(text) ?? [];
  if (typeof name !== "string") return null;
  if (root === "Parameters") return rest.length === 0 ? { to: "parameter", name } : null;
  if (root === "Execution") {
    const variable = executionVariables.find((known) => known === name);
    return variable !== undefined && rest.length === 0 ? { to: "execution", variable } : null;
  }
  return root === "Steps" ? stepReference(name, rest) : null;
}

function stepReference(step: string, path: Path): Reference | null {
  const [first, file, ...more] = path;
  if (first === undefined) return null;
  if (first !== "PropertyFiles") return { to: "property", step, path };
  return typeof file === "string" && more.length === 0 ? { to: "property-file", step, file } : null;
}
