import type { Asked } from "@driftwheel/core/vocabulary/fact.ts";

/** The permissions of a process that may ask everything. */
export const everyQuestion: ReadonlySet<Asked> = new Set<Asked>([
  "monitorRun",
  "violations",
  "candidate",
  "packages",
  "endpoint",
  "pipelineExecution",
  "championPackage",
  "championHistory",
]);
