import { describe, expect, it } from "vitest";
import { drifted, feature, notJudged, steady, windowReported } from "../testing/drift-steps.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { again, commanded, later, onTrial, settled } from "../testing/steps.ts";

const hour = 3_600_000;
const problem = { reason: "no-files", words: "Because of no-files." } as const;
const lost = (count: number, reason = "no-files") =>
  ["monitoring-lost", { subject: "driftwheel", count, problem: { reason } }] as const;

describe("a window that could not be judged", () => {
  it("is written down with the reason, and says nothing of drift", () => {
    given(drifted)
      .when(notJudged())
      .then([
        [
          "signal-observed",
          { signal: "window-not-judged", reading: { judged: false, rows: 0, problem } },
          /^The window that ended at 2026-07-06T11:00:00\S+ was not judged\. Because of no-files\.$/,
        ],
      ])
      .leaves({
        drift: { windows: { driftwheel: [{ end: "2026-07-06T10:00:00.000Z" }] } },
        monitored: { driftwheel: { troubled: [{ reason: "no-files" }], last: { judged: false } } },
        unwatched: {},
      });
  });

  it("is told once three in a row were not, to whoever is notified, though no policy asks for it", () => {
    given(notJudged(), notJudged())
      .when(notJudged())
      .then(
        [
          "signal-observed",
          [...lost(3), /^3 windows in a row could not be judged, the first of them ended at \S+\. Because/],
          [
            "alert-raised",
            {
              severity: "notify",
              key: "meadow/monitoring/driftwheel/no-files",
              subject: "meadow: drift is not watched: no captures are found",
            },
            /The policy names monitoring-lost under none of its alerts, and it is told under notify all the same\.$/,
          ],
        ],
        ["send-alert"],
      );
  });

  it("is told after as many as the policy says, and as loud", () => {
    underPolicy({
      drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 4 }, blindAfter: 1 },
      alerts: { page: ["monitoring-lost"] },
    })
      .given()
      .when(notJudged("no-endpoint"))
      .then(
        ["signal-observed", lost(1, "no-endpoint"), ["alert-raised", { severity: "page" }]],
        ["send-alert"],
      );
  });

  it("is not told again while it lasts", () => {
    given(notJudged(), notJudged(), notJudged()).when(notJudged()).then(["signal-observed"]);
  });

  it("counts once, however often it is told", () => {
    const end = "2026-07-06T09:30:00.000Z";
    const same = (rows: number) => notJudged("too-few-rows", { windowEnd: end, rows });
    given(same(1), again, same(2), same(3))
      .when(same(4))
      .then(["signal-observed"])
      .leaves({ monitored: { driftwheel: { troubled: [{ end }] } } });
  });

  it("counts no more once it was judged after all, or a later one was", () => {
    const first = notJudged("no-baseline", { windowEnd: "2026-07-06T10:00:00.000Z" });
    given(first, notJudged())
      .when(windowReported([feature("rain", 0)], { windowEnd: "2026-07-06T10:00:00.000Z" }))
      .leaves({ monitored: { driftwheel: { troubled: [{ reason: "no-files" }] } } });
    given(notJudged(), notJudged(), steady, first)
      .when(notJudged())
      .then(["signal-observed"])
      .leaves({ monitored: { driftwheel: { troubled: [{ reason: "no-files" }] } } });
  });

  it("in which nobody asked the endpoint is nothing that anyone must be told of", () => {
    given(notJudged("no-requests"), notJudged("no-requests"), notJudged("no-requests"))
      .when(notJudged("no-requests"))
      .then(["signal-observed"])
      .leaves({ monitored: { driftwheel: { troubled: [], last: { problem: { reason: "no-requests" } } } } });
  });
});

describe("what is not watched", () => {
  const blind = [notJudged(), notJudged(), notJudged()];

  it("is over with the first window that is judged, and people are told so", () => {
    given(steady, ...blind)
      .when(steady)
      .then(
        [
          "signal-observed",
          ["monitoring-restored", { subject: "driftwheel", reason: "no-files" }, /, over 900 rows\.$/],
          ["alert-resolved", { severity: "notify", key: "meadow/monitoring/driftwheel/no-files" }],
        ],
        ["send-alert"],
      )
      .leaves({ unwatched: {}, alerts: {}, monitored: { driftwheel: { troubled: [] } } });
  });

  it("is not over with a window from before it began", () => {
    given(steady, ...blind)
      .when(
        windowReported([feature("rain", 0)], {
          windowEnd: "2026-07-06T09:10:00.000Z",
          windowStart: "2026-07-06T08:10:00.000Z",
        }),
      )
      .then(["signal-observed"])
      .leaves({ unwatched: { driftwheel: { problem } } });
  });

  it("is told anew when something else is in the way for as long", () => {
    given(...blind, notJudged("all-unread"), notJudged("all-unread"))
      .when(notJudged("all-unread"))
      .then(
        [
          "signal-observed",
          ["monitoring-restored", { reason: "no-files" }],
          lost(6, "all-unread"),
          ["alert-resolved", { key: "meadow/monitoring/driftwheel/no-files" }],
          ["alert-raised", { key: "meadow/monitoring/driftwheel/all-unread" }],
        ],
        ["send-alert", "send-alert"],
      );
  });

  it("is told of a window that is judged in part as well, whose evidence counts", () => {
    const part = windowReported([feature("rain", 0.9)], {
      problem: { reason: "column-mismatch", words: "The baseline has fog, which no request has." },
      unread: { lines: 2, reasons: [{ reason: "no JSON", lines: 2 }], example: null },
    });
    given(part, part)
      .when(part)
      .then(
        [
          ["drift-confirmed", { reading: { judged: true, unread: { lines: 2 } } }],
          "retraining-requested",
          [...lost(3, "column-mismatch"), /could not be judged in full.*The baseline has fog/],
          "alert-raised",
        ],
        ["start-pipeline", "send-alert"],
      );
  });
});

describe("a policy's baseline", () => {
  const by = (writtenAt: string | null) =>
    windowReported([feature("rain", 0.9)], {
      baseline: { from: "policy", uri: "s3://meadow/statistics.json", writtenAt },
    });
  const old = by("2026-07-01T00:00:00.000Z");
  const promoted = [...onTrial, commanded({ name: "promote" }), settled, later(hour)];

  it("is good for the first champion, whenever it was written", () => {
    given()
      .when(old)
      .leaves({ monitored: { driftwheel: { lastJudged: { rows: 900 } } } });
  });

  it("that was written before a promotion is another champion's: the window is not judged, and no drift", () => {
    given(...promoted, old, old)
      .when(old)
      .then(
        [
          ["signal-observed", { reading: { judged: false, problem: { reason: "no-baseline" } } }],
          [
            ...lost(3, "no-baseline"),
            /s3:\/\/meadow\/statistics\.json was written at 2026-07-01T00:00:00\.000Z, when version 2 did not serve/,
          ],
          "alert-raised",
        ],
        ["send-alert"],
      )
      .leaves({ drift: { windows: {}, confirmed: null } });
  });

  it("that was written in the second of the promotion, or later, is the new champion's", () => {
    const { state } = given(...promoted).when(later(0));
    const since = state.drift.serves.since ?? "";
    expect(since).not.toBe("");
    given(...promoted)
      .when(by(`${since.slice(0, 19)}.000Z`))
      .leaves({ drift: { windows: { driftwheel: [{ end: expect.any(String) }] } } });
  });

  it("of a champion that an undo brings back is good for it still, and the other's is not", () => {
    const undone = [...promoted, commanded({ name: "undo" }), settled, settled, later(hour)];
    const { state } = given(...undone).when(later(0));
    expect(state.lastPromotion?.undone).not.toBeNull();
    const { except } = state.drift.serves;
    expect(except).not.toBeNull();
    given(...undone)
      .when(old)
      .leaves({ monitored: { driftwheel: { last: { judged: true } } } });
    given(...undone)
      .when(by(except?.from ?? null))
      .leaves({ monitored: { driftwheel: { last: { judged: false } } } });
    given(...undone)
      .when(by(except?.until ?? null))
      .leaves({ monitored: { driftwheel: { last: { judged: true } } } });
  });
});
