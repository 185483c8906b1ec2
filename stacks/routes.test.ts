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
  it("has a sample event for each function that decides on events", () => {
    const reached = routes.filter(({ name }) => name !== "entries").map((route) => route.function);
    const sampled = sampleEvents.flatMap(({ receiver }) => receiver ?? []);
    expect([...new Set(sampled)].toSorted()).toEqual([...new Set(reached)].toSorted());
  });

  it.each(sampleEvents)("sends $name to the one function that reads it, once", ({ event, bus, receiver }) => {
    expect(routed(event, bus)).toEqual(receiver === null ? [] : [receiver]);
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

  it("takes news of data from the account's bus, whoever puts it there", () => {
    expect(routed({ source: "driftwheel.hook", "detail-type": "New Data", detail: {} })).toEqual(["command"]);
  });

  it.each(["driftwheel.command", "driftwheel.hook"])(
    "takes commands of %s from Driftwheel's own bus only, whose policy says who may put them",
    (source) => {
      const command = { source, "detail-type": "Command Given", detail: {} };
      expect(routed(command, "driftwheel")).toEqual(["command"]);
      expect(routed(command)).toEqual([]);
      expect(routed({ ...command, source: "driftwheel" })).toEqual([]);
      expect(routed({ ...command, source: "driftwheel.monitor" }, "driftwheel")).toEqual([]);
    },
  );

  it("has patterns that EventBridge takes, and a name for each rule", () => {
    for (const { pattern } of routes) expect(JSON.stringify(pattern).length).toBeLessThan(2048);
    const names = [...routes, ...schedules].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("schedules by whole minutes, as EventBridge Scheduler does", () => {
    for (const { every } of schedules) expect(every % 60_000).toBe(0);
  });
});
