import { expect, test } from "vitest";
import baseline from "../../../../../test/fixtures/events/drift/monitor-runs/processing-job.baseline.json" with {
  type: "json",
};
import bias from "../../../../../test/fixtures/events/drift/monitor-runs/processing-job.monitor-bias.json" with {
  type: "json",
};
import dataQuality from "../../../../../test/fixtures/events/drift/monitor-runs/processing-job.monitor-data-quality.json" with {
  type: "json",
};
import documented from "../../../../../test/fixtures/events/drift/monitor-runs/processing-job.monitor-documented-fields.json" with {
  type: "json",
};
import explainability from "../../../../../test/fixtures/events/drift/monitor-runs/processing-job.monitor-explainability.json" with {
  type: "json",
};
import modelQuality from "../../../../../test/fixtures/events/drift/monitor-runs/processing-job.monitor-model-quality.json" with {
  type: "json",
};
import { processingJob } from "./processing-job.ts";

test.each([
  ["data-quality", dataQuality, "frost-inputs-hourly"],
  ["data-quality", documented, "frost-inputs-hourly"],
  ["model-quality", modelQuality, "frost-quality"],
  ["bias", bias, "frost-bias"],
  ["explainability", explainability, "frost-shap-daily"],
])("a %s run is recognised with its endpoint and its schedule", (monitor, event, schedule) => {
  expect(processingJob.read(event)).toMatchObject({
    result: "signal",
    signal: { kind: "monitor-run-finished", monitor, endpoint: "frost-prod", schedule },
  });
});

test("a monitor's container that watches no endpoint is a plain job", () => {
  expect(processingJob.read(baseline)).toMatchObject({ signal: { kind: "processing-job-changed" } });
});

test("the schedule's ARN alone makes a run of a container of one's own", () => {
  const own = {
    ...baseline,
    detail: {
      ...baseline.detail,
      AppSpecification: { ImageUri: "my/monitor:1" },
      MonitoringScheduleArn: "arn:aws:sagemaker:eu-central-1:123456789012:monitoring-schedule/own",
    },
  };
  expect(processingJob.read(own)).toMatchObject({
    signal: { kind: "monitor-run-finished", monitor: "data-quality", endpoint: null, schedule: "own" },
  });
});

test("outputs and environments of other shapes do not spoil the job", () => {
  const odd = {
    ...baseline,
    detail: {
      ...baseline.detail,
      Environment: { a: 1, b: null },
      ProcessingOutputConfig: { Outputs: [null, { FeatureStoreOutput: {} }, 7] },
    },
  };
  expect(processingJob.read(odd).result).toBe("signal");
});
