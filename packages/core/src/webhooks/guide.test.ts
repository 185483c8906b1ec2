import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { entryKinds } from "../policy/entry-kinds.ts";
import { eventType } from "./message.ts";
import { retrySchedule } from "./schedule.ts";

const guide = readFileSync(new URL("../../../../docs/guides/webhooks.md", import.meta.url), "utf8");

it("names every event type that is sent, and no other", () => {
  const named: readonly string[] = [...guide.matchAll(/^\| `(driftwheel\.\w+)` /gm)].map(
    ([, type = ""]) => type,
  );
  const announced = [...entryKinds, "alert-raised", "alert-escalated", "alert-resolved"].filter(
    (kind) => kind !== "signal-observed",
  );

  expect(new Set(named)).toEqual(new Set(announced.map(eventType)));
  expect(named).toHaveLength(announced.length);
});

it("has the times of the retry schedule", () => {
  const times = [...guide.matchAll(/^\| \d+ +\| [\w ]+\| ([\d:]{8})/gm)].map(([, time = ""]) => {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  });
  let since = 0;

  expect(times).toEqual(retrySchedule.map((wait) => (since += wait)));
});
