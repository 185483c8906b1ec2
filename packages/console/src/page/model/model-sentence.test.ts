import { describe, expect, it } from "vitest";
import { modelSentence } from "./model-sentence.ts";
import { approval, modelState, now, runningRollout, severalTried } from "./testing/model-state.ts";

const told = (fields: Parameters<typeof modelState>[0]) => modelSentence(modelState(fields), now);

describe("how a model stands, in a sentence", () => {
  it("steady: what serves, and on what that is known", () => {
    const lastJudged = { end: "2026-11-30T11:00:00.000Z", rows: 480, unread: null };
    const monitoring = [{ subject: "driftwheel", lastWindow: null, lastJudged, blind: null }];
    expect(told({ monitoring })).toBe(
      "Version 4 serves. Nothing points to drift; the last window of 480 rows ended 1 h ago.",
    );
    expect(told({})).toBe("Version 4 serves. No window has been judged yet.");
    expect(told({ champion: null })).toMatch(/^The endpoint was not looked at yet\./);
  });

  it("waiting: for whom, and until when", () => {
    expect(told({ status: "awaiting-approval", approvals: [approval] })).toBe(
      "Version 5 passed its gate and waits for a person; the time ends in 2 d. Version 4 serves.",
    );
  });

  it("on trial together: which, and with how much of the traffic each", () => {
    expect(told({ status: "on-trial", rollout: severalTried() })).toBe(
      "Versions 5 and 6 are on trial against version 4 with 10 % of the traffic each, after 3 looks.",
    );
    expect(told({ status: "on-trial", rollout: severalTried({ phase: "held" }) })).toBe(
      "The trial of versions 5 and 6 against version 4 is held until someone resumes.",
    );
  });

  it("on trial: against what, with how much of the traffic", () => {
    expect(told({ status: "on-trial", rollout: runningRollout() })).toBe(
      "Version 5 is on trial against version 4 with 10 % of the traffic, after 3 looks.",
    );
    expect(told({ status: "on-trial", rollout: runningRollout({ phase: "baking" }) })).toMatch(
      /was promoted and is still watched; version 4 can come back/,
    );
  });

  it("stopped: by whom or by what, and that nothing begins", () => {
    const paused = { by: "ines", reason: "Storm", since: "2026-11-30T11:30:00.000Z" };
    expect(told({ status: "paused", paused })).toBe(
      "Paused by ines 30 min ago: Storm. No retraining and no rollout begins until someone resumes.",
    );
    const held = { reason: "The endpoint has another config.", since: "2026-11-30T11:30:00.000Z" };
    expect(told({ status: "held", held })).toMatch(
      /^Held 30 min ago: The endpoint has another config\. Nothing/,
    );
  });

  it("drifted: which features, the first three by name", () => {
    const feature = (name: string) => ({
      feature: name,
      check: "",
      violated: true,
      distance: null,
      threshold: null,
      pValue: null,
      description: "",
    });
    const confirmed = {
      sequence: 1,
      at: "2026-11-30T11:30:00.000Z",
      since: "2026-11-30T11:00:00.000Z",
      features: ["wind", "rain", "hail", "snow"].map(feature),
      more: 2,
    };
    const drift = { confirmed, remedyUnderWay: false, skipped: "cooldown", schedules: [] };
    expect(told({ status: "drifted", drift })).toBe(
      "Wind, rain, hail and 3 more drifted, and no retraining is under way (cooldown). Version 4 serves.",
    );
  });
});
