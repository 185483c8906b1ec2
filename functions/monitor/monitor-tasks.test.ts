import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "aws-lambda";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../test/runner/temporary-folder.ts";
import { handler } from "../monitor.ts";
import { day, monitoredTides, policy } from "./testing/monitored-tides.ts";

const { local, report } = monitoredTides();

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const models = {
  tides: policy(),
  waves: { ...policy({ window: "30 minutes", lag: "2 minutes" }), endpoint: "waves-prod" },
  // Another tool watches it.
  surf: { ...policy(), endpoint: "surf-prod", drift: { ...policy().drift, monitor: "external" } },
};

/** What Lambda says of a call; the function reads nothing of it. */
const lambda = { functionName: "driftwheel-monitor", awsRequestId: "1" } as Context;

function begin(): string {
  const fleet = join(temporaryFolder(), "fleet.mjs");
  writeFileSync(fleet, `export default ${JSON.stringify({ models })};`);
  const url = local().queues.create("driftwheel-monitor");
  Object.assign(process.env, {
    DRIFTWHEEL_FLEET: fleet,
    DRIFTWHEEL_LEDGER_TABLE: "driftwheel-ledger",
    DRIFTWHEEL_BUS: "driftwheel",
    ...Object.fromEntries(["PAGE", "NOTIFY", "INFO"].map((topic) => [`DRIFTWHEEL_TOPIC_${topic}`, "any"])),
    DRIFTWHEEL_ROLLOUT_FUNCTION: "driftwheel-rollout:live",
    DRIFTWHEEL_MONITOR_QUEUE: url,
  });
  return url;
}

async function planned(url: string, now: Date): Promise<readonly string[]> {
  vi.setSystemTime(now);
  await handler({ "detail-type": "Scheduled Event" }, lambda);
  const messages = await local().queues.find(url).receive(10, 0, 3_600);
  return messages.map(({ Body }) => Body).toSorted();
}

const records = (...bodies: readonly string[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    body,
    attributes: { ApproximateReceiveCount: "1" },
  })),
});

it("sends a message for each model that it watches, with the end of the newest window that is over", async () => {
  const url = begin();
  const half = (text: string) => new Date(`2026-03-09T${text}:00.000Z`);
  const first = [
    '{"model":"tides","at":"2026-03-09T07:00:00.000Z"}',
    '{"model":"waves","at":"2026-03-09T07:30:00.000Z"}',
  ];
  expect(await planned(url, half("07:33"))).toEqual(first);
  expect(await planned(url, half("07:38"))).toEqual(first);
  expect(await planned(url, half("08:31"))).toEqual([
    '{"model":"tides","at":"2026-03-09T08:00:00.000Z"}',
    '{"model":"waves","at":"2026-03-09T08:00:00.000Z"}',
  ]);
});

it("judges the window of a message and those before it, whenever that comes, and a message twice as once", async () => {
  begin();
  vi.setSystemTime(day(20));
  const message = `{"model":"tides","at":"${day(8).toISOString()}"}`;
  expect(await handler(records(message), lambda)).toEqual({ batchItemFailures: [] });
  expect(await report(8, "constraint_violations.json")).toContain("swell");
  expect(await report(7, "statistics.json")).not.toBeNull();
  const judged = await report(8, "statistics.json");
  expect(await report(9, "statistics.json")).toBeNull();
  await handler(records(message), lambda);
  expect(await report(8, "statistics.json")).toBe(judged);
});

it("gives back the messages that failed, and no other of their batch", async () => {
  begin();
  vi.setSystemTime(day(20));
  const bodies = [`{"model":"tides","at":"${day(9).toISOString()}"}`, '{"model":"tides","at":""}'];
  expect(await handler(records(...bodies), lambda)).toEqual({
    batchItemFailures: [{ itemIdentifier: "m1" }],
  });
  await expect(handler(records('{"model":"tides","at":""}'), lambda)).rejects.toThrow(
    "All records failed processing",
  );
});
