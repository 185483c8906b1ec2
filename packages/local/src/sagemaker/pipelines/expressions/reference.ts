import { type Path, parsePath } from "./path.ts";

/**
 * What `{"Get": "..."}` may name.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-variables.html
 */
export const executionVariables = [
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
  switch (root) {
    case "Parameters":
      return rest.length === 0 ? { to: "parameter", name } : null;
    case "Execution": {
      const variable = executionVariables.find((known) => known === name);
      return variable !== undefined && rest.length === 0 ? { to: "execution", variable } : null;
    }
    case "Steps": {
      const [first, second] = rest;
      if (first === undefined) return null;
      if (first !== "PropertyFiles") return { to: "property", step: name, path: rest };
      return typeof second === "string" && rest.length === 2
        ? { to: "property-file", step: name, file: second }
        : null;
    }
    default:
      return null;
  }
}
