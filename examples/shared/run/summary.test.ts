import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry, EntryData, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import type { Served } from "../world/traffic.ts";
import { endingOf } from "./ending.ts";
import { Scoreboard } from "./scoreboard.ts";
import { summaryOf } from "./summary.ts";

const began = Date.parse("2030-01-01T00:00:00.000Z");
const at = (second: number) => new Date(began + second * 1000);

/** An entry with only those data that the summary reads. */
function entry<K extends EntryKind>(
  sequence: number,
  second: number,
  kind: K,
  data: Partial<EntryData[K]>,
): Entry {
  // The rest of the data is of no concern here.
  return {
    model: "frost",
    sequence,
    kind,
    at: at(second).toISOString(),
    because: `${kind}.`,
    causedBy: "test",
    data,
  } as unknown as Entry;
}

function served(second: number, variant: string, hit: boolean): Served<null> {
  return {
    inferenceId: `id-${second}-${variant}`,
    at: at(second),
    variant,
    predicted: hit ? 11.9 : 12.1,
    asked: null,
  };
}

const { rollout } = policyFor("frost", {
  rollout: { ramp: [10, 50], warmUp: "2 seconds", outcomes: { unit: "station" } },
});

const entries = [
  entry(1, 70, "drift-confirmed", {}),
  entry(2, 80, "retraining-succeeded", {}),
  entry(3, 90, "rollout-started", {
    weight: 10,
    history: { rate: 0.6, weight: 100, errorRate: 0, latency: null, maturity: 120_000, missing: "unknown" },
  }),
  entry(4, 110, "weights-shifted", { from: 10, to: 50, next: null }),
  entry(5, 130, "weights-shifted", { from: 50, to: 100 }),
  entry(6, 132, "rollout-promoted", {}),
];

describe("the summary", () => {
  const scoreboard = new Scoreboard<null>(({ predicted }) => Math.abs(predicted - 10) <= 2);
  for (const one of [
    served(10, "champion", true),
    served(20, "champion", true),
    served(30, "champion", false),
    served(60, "champion", false),
    served(69, "champion", false),
    served(100, "champion", false),
    served(101, "version-2", true),
    served(140, "version-2", true),
  ]) {
    scoreboard.count(one);
  }
  const rows = new Map(
    summaryOf({
      entries,
      scoreboard,
      right: "within 2 degrees",
      rollout,
      alerts: ["drift!"],
      driftAt: at(58).getTime(),
    }),
  );

  it("gives each phase the requests that were served in it, a hit being within 2 degrees", () => {
    expect(rows.get("within 2 degrees before drift")).toBe("66.7% of 3 (champion)");
    expect(rows.get("under drift")).toBe("0.0% of 2 (champion)");
    expect(rows.get("on trial")).toBe("0.0% of 1 (champion), 100.0% of 1 (version-2)");
    expect(rows.get("after the rollout")).toBe("100.0% of 1 (version-2)");
  });

  it("counts minutes and requests from the first drifted request", () => {
    expect(rows.get("drift to detection")).toBe("0.20 minutes, 2 requests");
    expect(rows.get("drift to promotion")).toBe("1.23 minutes, 4 requests");
  });

  it("counts to the request where a retraining was asked for without drift being confirmed", () => {
    const asked = [entry(1, 62, "retraining-requested", {}), ...entries.slice(1)];
    const labels = summaryOf({
      entries: asked,
      scoreboard,
      right: "within 2 degrees",
      rollout,
      alerts: null,
      driftAt: at(58).getTime(),
    });
    expect(labels.filter(([label]) => label.startsWith("drift to")).slice(0, 1)).toEqual([
      ["drift to request", "0.07 minutes, 1 requests"],
    ]);
    expect(labels.map(([label]) => label)).not.toContain("drift to detection");
  });

  it("tells the path of the challenger's share", () => {
    expect(rows.get("challenger's share")).toBe("0% -> 10% -> 50% -> 100%");
  });

  it("says what the trial was judged by", () => {
    expect(rows.get("unit of outcomes")).toBe('what "station" names');
    expect(rows.get("outcomes known")).toBe("within 2 minutes");
    expect(rows.get("warm-up of the guards")).toBe("2 seconds");
  });

  it("tells of a trial in transform jobs what was transformed by both, and no share of requests", () => {
    const [begun, look] = (["paired-run-started", "paired-looked"] as const).map((kind, index) =>
      entry(90 + index, 63, kind, {}),
    );
    if (!begun || !look) throw new Error("There are two.");
    const paired = new Map(
      summaryOf({
        entries: [...entries, begun, begun, { ...look, because: "It is better." }],
        scoreboard,
        right: "within 2 degrees",
        rollout,
        alerts: null,
        driftAt: at(58).getTime(),
      }),
    );
    expect(paired.get("inputs transformed by both")).toBe("2");
    expect(paired.get("the last look")).toBe("It is better.");
    expect(paired.has("challenger's share")).toBe(false);
    expect(paired.has("warm-up of the guards")).toBe(false);
  });

  it("says that there were no alerts and no drift where there were none", () => {
    const quiet = new Map(
      summaryOf({ entries: [], scoreboard, right: "within 2 degrees", rollout, alerts: [], driftAt: null }),
    );
    expect(quiet.get("alerts sent")).toBe("none");
    expect(quiet.has("drift to detection")).toBe(false);
  });
});

describe("the ending", () => {
  it("is none while there is a rollout or nothing at all", () => {
    expect(endingOf("frost", [])).toBeNull();
  });

  it("is being stuck when the candidate was rejected, and says why", () => {
    expect(endingOf("frost", [entry(1, 1, "candidate-rejected", {})])).toEqual({
      how: "stuck",
      because: "candidate-rejected: candidate-rejected.",
    });
  });
});
