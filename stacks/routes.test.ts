import { matchesPattern } from "@driftwheel/local/events/pattern.ts";
import { describe, expect, it } from "vitest";
import { sampleEvents } from "../test/fixtures/sample-events.ts";
import { type FunctionName, type Route, routes, schedules } from "./routes.ts";

function routed(event: unknown, bus: Route["bus"] = "default"): readonly FunctionName[] {
  if (typeof event !== "object" || event === null) return [];
  return routes
    .filter((route) => route.bus === bus && matchesPattern(route.pattern, event))
    .map((route) => route.function);
}

describe("the route table", () => {
  it("has a sample event for each function that events of the account's bus reach", () => {
    const reached = routes.filter(({ bus }) => bus === "default").map((route) => route.function);
    const sampled = sampleEvents.flatMap(({ receiver }) => receiver ?? []);
    expect([...new Set(sampled)].toSorted()).toEqual([...new Set(reached)].toSorted());
  });

  it.each(sampleEvents)("sends $name to the one function that reads it, once", ({ event, receiver }) => {
    expect(routed(event)).toEqual(receiver === null ? [] : [receiver]);
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
