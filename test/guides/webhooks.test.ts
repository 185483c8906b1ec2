import { entryKinds } from "@driftwheel/core/policy/entry-kinds.ts";
import { announcedIdleKinds } from "@driftwheel/core/policy/idle/announced-kinds.ts";
import { eventType } from "@driftwheel/core/webhooks/message.ts";
import { retrySchedule } from "@driftwheel/core/webhooks/schedule.ts";
import { describe, expect, it } from "vitest";
import { guide } from "./blocks.ts";

const text = guide("webhooks");

describe("the guide to webhooks that go out", () => {
  it("names every event type that is sent, and no other", () => {
    const named: readonly string[] = [...text.matchAll(/^\| `(driftwheel\.\w+)` /gm)].map(
      ([, type = ""]) => type,
    );
    const announced = [
      ...[...entryKinds, ...announcedIdleKinds],
      ...["alert-raised", "alert-escalated", "alert-resolved"],
    ].filter((kind) => kind !== "signal-observed");

    expect(new Set(named)).toEqual(new Set(announced.map(eventType)));
    expect(named).toHaveLength(announced.length);
  });

  it("has the times of the retry schedule", () => {
    const times = [...text.matchAll(/^\| \d+ +\| [\w ]+\| ([\d:]{8})/gm)].map(([, time = ""]) => {
      const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
      return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
    });
    let since = 0;

    expect(times).toEqual(retrySchedule.map((wait) => (since += wait)));
  });
});
