import { describe, it } from "vitest";
import { alarmed } from "../testing/drift-steps.ts";
import { underPolicy } from "../testing/specification.ts";
import { commanded, confirmed, endpointIs, onTrial, polled, refused } from "../testing/steps.ts";

const guarded = underPolicy({ rollout: { ramp: [20, 60], guards: { alarms: ["meadow-5xx"] } } });

describe("a trial that ends already", () => {
  it.each([
    ["promoting", commanded({ name: "promote" })],
    ["rolling-back", commanded({ name: "roll-back" })],
  ] as const)("is not rolled back by an alarm while it is %s", (phase, ends) => {
    guarded
      .given(...onTrial, ends)
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"])
      .leaves({ rollout: { phase } });
  });
});

describe("a trial that is held", () => {
  const held = [
    ...onTrial,
    commanded({ name: "roll-back" }),
    endpointIs({ status: "Failed", failureReason: "no capacity" }),
    polled,
  ] as const;

  it("is not touched by an alarm", () => {
    guarded
      .given(...held)
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"])
      .leaves({ rollout: { phase: "held" } });
  });

  it("is not held once more", () => {
    guarded
      .given(...held)
      .when(refused("restore-config"))
      .then(["effect-failed"])
      .leaves({ rollout: { phase: "held" } });
    guarded
      .given(...held, confirmed)
      .when(polled)
      .then([]);
  });
});
