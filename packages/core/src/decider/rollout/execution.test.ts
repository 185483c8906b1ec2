import { describe, expect, it } from "vitest";
import { minute } from "../testing/model.ts";
import { given } from "../testing/specification.ts";
import {
  commanded,
  confirmed,
  endpointIs,
  later,
  looked,
  onTrial,
  policyBecomes,
  swept,
} from "../testing/steps.ts";

const restarted = [
  "rollout-restarted",
  { rollout: "meadow-v2-1", executionName: "driftwheel-meadow-v2-1-2" },
] as const;

describe("a trial whose execution died goes on where it was:", () => {
  it("while it looks, from the end of its last look", () => {
    given(...onTrial, looked({ challenger: { trials: 1, successes: 1 } }), confirmed, later(60 * minute))
      .when(swept)
      .then([restarted], ["start-rollout"])
      .leaves({ rollout: { phase: "looking", readUntil: "2026-07-06T09:05:00.000Z", executions: 2 } });
  });

  it.each([
    ["shifting", looked()],
    ["promoting", commanded({ name: "promote" })],
    ["rolling-back", commanded({ name: "roll-back" })],
  ] as const)("while the endpoint changes (%s), with the change that it waits for", (phase, change) => {
    // A policy of today that is less patient than the one the change was begun under.
    const impatient = policyBecomes({ rollout: { ramp: [20, 60], changeDeadline: "5 minutes" } });
    given(...onTrial, change, confirmed, endpointIs({ status: "Updating" }), impatient, later(15 * minute))
      .when(swept)
      .then([restarted], ["start-rollout"])
      .leaves({ rollout: { phase, executions: 2, change: { deadline: expect.any(String) } } });
  });
});
