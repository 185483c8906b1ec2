import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * They mostly wait for real time to pass: all others have room beside them. Those that send many requests all the time take
 * turns with those that send few, for what is answered late is judged by the same clock.
 */
const first = [
  "test/e2e/serverless/promoted.test.ts",
  "test/e2e/retraining/by-jobs.test.ts",
  "test/e2e/asynchronous/promoted.test.ts",
  "test/e2e/retraining/by-fresh-data.test.ts",
  "test/e2e/batch/promoted.test.ts",
  "test/e2e/examples/mlflow-example.test.ts",
  "test/e2e/looks-that-fail.test.ts",
  "test/e2e/main-job.test.ts",
  "test/e2e/traffic/shadow-trial.test.ts",
  "test/deploy/package/guide.test.ts",
  "test/e2e/retraining/by-data-wrangler.test.ts",
  "test/e2e/components/promoted.test.ts",
  "test/senders/mlflow-runs.test.ts",
  "test/console/acts/main-job.test.ts",
  "test/e2e/batch/rolled-back.test.ts",
  "test/e2e/approved-by-a-person.test.ts",
  "test/e2e/unwatched.test.ts",
  "test/e2e/serverless/rolled-back.test.ts",
  "test/e2e/guardrails/guardrails.test.ts",
  "test/e2e/examples/python-examples.test.ts",
  "test/e2e/scaled-endpoint.test.ts",
  "test/e2e/asynchronous/rolled-back.test.ts",
  "test/e2e/check-live.test.ts",
  "test/e2e/components/rolled-back.test.ts",
  "test/e2e/undone.test.ts",
  "test/senders/mlflow.test.ts",
  "test/e2e/rolled-back.test.ts",
];

/** The small ones at the end keep all workers busy to the last. */
const projects = ["whole", "local", "functions", "unit"];

/** Begins with what takes longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId, project }: TestSpecification): number {
  const long = first.findIndex((file) => moduleId.endsWith(file));
  return long >= 0 ? long : first.length + projects.indexOf(project.name);
}
