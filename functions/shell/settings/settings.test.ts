import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const complete = {
  DRIFTWHEEL_LEDGER_TABLE: "ledger",
  DRIFTWHEEL_BUS: "wheel",
  DRIFTWHEEL_TOPIC_PAGE: "arn:aws:sns:eu-south-1:444455556666:page",
  DRIFTWHEEL_TOPIC_NOTIFY: "arn:aws:sns:eu-south-1:444455556666:notify",
  DRIFTWHEEL_TOPIC_INFO: "arn:aws:sns:eu-south-1:444455556666:info",
  DRIFTWHEEL_ROLLOUT_FUNCTION: "rollout:3",
};

describe("a function's settings", () => {
  it("come from the environment, with a grace of 45 seconds unless told", () => {
    expect(readSettings(complete)).toEqual({
      table: "ledger",
      bus: "wheel",
      topics: {
        page: complete.DRIFTWHEEL_TOPIC_PAGE,
        notify: complete.DRIFTWHEEL_TOPIC_NOTIFY,
        info: complete.DRIFTWHEEL_TOPIC_INFO,
      },
      rolloutFunction: "rollout:3",
      apiUrl: null,
      linkSecret: null,
      fleet: null,
      grace: 45_000,
    });
    expect(readSettings({ ...complete, DRIFTWHEEL_GRACE_SECONDS: "2.5" }).grace).toBe(2_500);
  });

  it("name every variable that is missing or wrong", () => {
    const { DRIFTWHEEL_BUS: _, ...without } = complete;
    expect(() =>
      readSettings({ ...without, DRIFTWHEEL_TOPIC_PAGE: "", DRIFTWHEEL_GRACE_SECONDS: "soon" }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [Error: The environment is not complete.
        DRIFTWHEEL_BUS is missing; the event bus that entries are announced on
        DRIFTWHEEL_TOPIC_PAGE is empty; ARN of the SNS topic for what must wake someone
        DRIFTWHEEL_GRACE_SECONDS must be a number of seconds]
    `);
  });
});
