/**
 * Test files that wait in real time for what a policy waits for, or train many models, and whose subject others touch in
 * less: in CI alone, so that `npm test` stays short.
 */
export const inCiAlone: readonly string[] = [
  "packages/local/src/sagemaker/automl/automl-jobs.test.ts",
  "test/bench/drift/traffic/traffic.test.ts",
  "test/bench/fleet/fleet.test.ts",
  "test/console/acts/main-job.test.ts",
  "test/e2e/asynchronous/promoted.test.ts",
  "test/e2e/asynchronous/rolled-back.test.ts",
  "test/e2e/check-live.test.ts",
  "test/e2e/first-hour.test.ts",
  "test/e2e/guardrails/asynchronous.test.ts",
  "test/e2e/guardrails/guardrails.test.ts",
  "test/e2e/looks-that-fail.test.ts",
  "test/e2e/serving/prediction-log.test.ts",
  "test/e2e/retraining/by-a-person.test.ts",
  "test/e2e/retraining/by-data-wrangler.test.ts",
  "test/e2e/retraining/by-fresh-data.test.ts",
  "test/e2e/retraining/by-jobs.test.ts",
  "test/e2e/rolled-back.test.ts",
  "test/e2e/scaled-endpoint.test.ts",
  "test/e2e/serverless/promoted.test.ts",
  "test/e2e/serverless/rolled-back.test.ts",
  "test/e2e/traffic/shadow-trial.test.ts",
  "test/e2e/undone.test.ts",
  "test/e2e/unwatched.test.ts",
  "test/faults/bake.test.ts",
  "test/idle/account.test.ts",
  "test/senders/mlflow-runs.test.ts",
];
