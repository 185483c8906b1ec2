import { describe, expect, it } from "vitest";
import { minute } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import { commanded, later, refused, registered, swept } from "../testing/steps.ts";

const day = 24 * 60 * minute;
const pause = commanded({ name: "pause" });
/** The endpoint is seen first, so that the page about the pause is entry 4. */
const paged = [swept, pause] as const;
const page = 4;

const paging = underPolicy({ alerts: { page: ["paused", "effect-failed"], escalateAfter: "30 minutes" } });

describe("a page", () => {
  it("carries a link that acknowledges it, and one that explains what it tells of", () => {
    paging
      .given(swept)
      .when(pause)
      .then(
        [
          "command-accepted",
          "paused",
          [
            "alert-raised",
            {
              about: 3,
              severity: "page",
              links: [
                { action: "acknowledge", sequence: page },
                { action: "explain", sequence: 3 },
              ],
            },
            "The policy names paused under alerts.page.",
          ],
        ],
        ["send-alert"],
      )
      .leaves({ alerts: { "meadow/pause": { sequence: page, acknowledgedBy: null, escalated: false } } });
  });

  it("of what happens once cannot be acknowledged: it has no end", () => {
    const outcome = underPolicy({ alerts: { page: ["candidate-rejected"] } })
      .given(swept)
      .when(registered(2, "PendingManualApproval", 9));
    expect(outcome.entries.at(-1)?.data).toMatchObject({ severity: "page", links: [{ action: "explain" }] });
  });

  it("that nobody acknowledges is told once more, and only once", () => {
    paging
      .given(...paged, later(30 * minute - 1))
      .when(swept)
      .then([]);
    const outcome = paging
      .given(...paged, later(30 * minute))
      .when(swept)
      .then(
        [
          [
            "alert-escalated",
            {
              about: page,
              key: "meadow/pause",
              severity: "page",
              links: [
                { action: "acknowledge", sequence: page },
                { action: "explain", sequence: 3 },
              ],
            },
            "Nobody acknowledged this page within 30 minutes of 2026-07-06T09:00:00.000Z.",
          ],
        ],
        [["send-alert", { attributes: { kind: "alert-escalated", entry: `meadow/${page}` } }]],
      )
      .leaves({ alerts: { "meadow/pause": { escalated: true } } });
    expect(outcome.entries[0]?.causedBy).toBe(page);
    paging
      .given(...paged, later(30 * minute), swept, later(day))
      .when(swept)
      .then([]);
  });

  it("that somebody acknowledged is not told again, and every other one is", () => {
    const two = [...paged, registered(2, "PendingManualApproval", 9), refused("set-approval")] as const;
    const outcome = paging
      .given(...two, commanded({ name: "acknowledge", alert: page }), later(30 * minute))
      .when(swept)
      .then([["alert-escalated", { key: "meadow/refused/set-approval" }]], ["send-alert"]);
    expect(outcome.state.alerts).toMatchObject({
      "meadow/pause": { acknowledgedBy: "ada", escalated: false },
      "meadow/refused/set-approval": { acknowledgedBy: null, escalated: true },
    });
    const second = paging.given(...two).when(swept).state.alerts["meadow/refused/set-approval"];
    const other = paging
      .given(...two, commanded({ name: "acknowledge", alert: second?.sequence ?? 0 }), later(30 * minute))
      .when(swept)
      .then([["alert-escalated", { key: "meadow/pause" }]], ["send-alert"]);
    expect(other.state.alerts).toMatchObject({
      "meadow/pause": { acknowledgedBy: null },
      "meadow/refused/set-approval": { acknowledgedBy: "ada" },
    });
  });

  it("whose end is found by the very sweep is told to be over, and not again", () => {
    underPolicy({ alerts: { page: ["approval-requested"], escalateAfter: "2 days" } })
      .given(registered(2), later(2 * day + 1))
      .when(swept)
      .then(["approval-rejected", ["alert-resolved", { severity: "page" }]], ["set-approval", "send-alert"]);
  });
});

describe("what is told and is no page", () => {
  it("is not told again however long nobody acknowledges it", () => {
    underPolicy({ alerts: { notify: ["paused"], escalateAfter: "30 minutes" } })
      .given(...paged, later(day))
      .when(swept)
      .then([]);
  });

  it("is not told again as a page without the policy's time for it either", () => {
    underPolicy({ alerts: { page: ["paused"] } })
      .given(...paged, later(day))
      .when(swept)
      .then([]);
  });
});
