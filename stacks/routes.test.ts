import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@driftwheel/core/events/parse.ts";
import type { Signal } from "@driftwheel/core/vocabulary/signal.ts";
import { matchesPattern } from "@driftwheel/local/events/pattern.ts";
import { describe, expect, it } from "vitest";
import { type FunctionName, type Route, routes, schedules } from "./routes.ts";

const fixtures = join(import.meta.dirname, "../test/fixtures/events");
const events = readdirSync(fixtures).map((file) => ({
  file,
  event: JSON.parse(readFileSync(join(fixtures, file), "utf8")) as object,
}));

/** The one function that each signal from outside must reach. */
const reader: Readonly<Partial<Record<Signal["kind"], FunctionName>>> = {
  "monitor-run-finished": "drift",
  "violations-file-created": "drift",
  "alarm-changed": "drift",
  "drift-reported": "drift",
  "command-given": "command",
  "new-data-arrived": "command",
  "training-job-changed": "retraining",
  "pipeline-execution-changed": "retraining",
  "pipeline-step-changed": "retraining",
  "model-package-changed": "registry",
  "endpoint-changed": "endpoint",
  "endpoint-deployment-changed": "endpoint",
};
const underWay = new Set(["InProgress", "Executing", "Stopping", "Starting"]);

function routed(event: object, bus: Route["bus"] = "default"): readonly FunctionName[] {
  return routes
    .filter((route) => route.bus === bus && matchesPattern(route.pattern, event))
    .map((route) => route.function);
}

describe("the route table", () => {
  it("has events to be tried with", () => {
    expect(events.length).toBeGreaterThan(30);
  });

  it.each(events)("sends $file to the one function that reads it, once", ({ event }) => {
    const parsed = parse(event);
    if (parsed.result !== "signal") return;
    const { signal } = parsed;
    const waits = "status" in signal && underWay.has(signal.status);
    if (signal.kind === "processing-job-changed") {
      // Baselining runs in a monitor's container; either function reads what the parser makes of it.
      expect(routed(event)).toHaveLength(waits ? 0 : 1);
      return;
    }
    const expected = reader[signal.kind];
    expect(expected).toBeDefined();
    if (waits && !signal.kind.startsWith("endpoint") && signal.kind !== "model-package-changed") {
      expect(routed(event)).toEqual([]);
    } else {
      expect(routed(event)).toEqual([expected]);
    }
  });

  it("gives no processing job to two functions, whatever its container and schedule are", () => {
    const images = [
      "1.dkr.ecr.eu-west-3.amazonaws.com/sagemaker-model-monitor-analyzer",
      "own/image:2",
      undefined,
    ];
    const arns = ["arn:aws:sagemaker:eu-west-3:444455556666:monitoring-schedule/hourly", "", null, undefined];
    for (const ImageUri of images) {
      for (const MonitoringScheduleArn of arns) {
        const event = {
          source: "aws.sagemaker",
          "detail-type": "SageMaker Processing Job State Change",
          detail: {
            ProcessingJobStatus: "Completed",
            ...(ImageUri === undefined ? {} : { AppSpecification: { ImageUri } }),
            ...(MonitoringScheduleArn === undefined ? {} : { MonitoringScheduleArn }),
          },
        };
        const monitored = Boolean(MonitoringScheduleArn) || ImageUri?.includes("model-monitor");
        expect(routed(event)).toEqual([monitored ? "drift" : "retraining"]);
      }
    }
  });

  it("decides on none of Driftwheel's own announcements, and sends them on by webhook", () => {
    const announced = { source: "driftwheel", "detail-type": "drift-confirmed", detail: {} };
    expect(routed(announced)).toEqual([]);
    expect(routed(announced, "driftwheel")).toEqual(["webhooks"]);
  });

  it("takes commands and news of data from the default bus, whoever puts them there", () => {
    const command = { source: "driftwheel.command", "detail-type": "Command Given", detail: {} };
    expect(routed(command)).toEqual(["command"]);
    expect(routed({ source: "driftwheel.hook", "detail-type": "New Data", detail: {} })).toEqual(["command"]);
    expect(routed({ ...command, source: "driftwheel" })).toEqual([]);
  });

  it("has patterns that EventBridge takes, and a name for each rule", () => {
    for (const { pattern } of routes) expect(JSON.stringify(pattern).length).toBeLessThan(2048);
    const names = [...routes, ...schedules].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("schedules by whole minutes, as EventBridge Scheduler does", () => {
    for (const { every } of schedules) expect(every % 60_000).toBe(0);
  });
});
