import type { QuestionName } from "@driftwheel/core/vocabulary/fact.ts";

/** The permissions of a process that may ask everything. */
export const everyQuestion: ReadonlySet<QuestionName> = new Set<QuestionName>([
  "monitorRun",
  "violations",
  "candidate",
  "packages",
  "endpoint",
  "pipelineExecution",
  "retrainingJob",
  "championPackage",
  "formerPackage",
  "championHistory",
  "scaling",
  "freshData",
  "retrainingUsage",
  "trialVariants",
  "functionTimes",
]);
