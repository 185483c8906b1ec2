import { describe, expect, it } from "vitest";
import type { ModelState } from "../api/api-types.ts";
import { modelState, severalTried } from "../model/testing/model-state.ts";
import { championWeight } from "../words/champion-weight.ts";
import { modelCommands } from "./command.ts";
import { commandWords } from "./command-words.ts";
import { mayGiveAs, startable } from "./possibility.ts";

const candidate = (version: number, stage: ModelState["candidates"][number]["stage"]) => ({
  ...{ version, stage, sequence: version, approvalDeadline: null },
  package: `arn:aws:sagemaker:eu-north-1:111122223333:model-package/frost/${version}`,
});

/** The commands that are possible now. */
const possible = (state: ModelState) =>
  modelCommands.filter((command) => mayGiveAs(null, command, state).why === null);

describe("what can be done with a model", () => {
  it("that stands still: retrain and pause, and an undo where something was promoted", () => {
    expect(possible(modelState())).toEqual(["retrain", "pause"]);
    expect(possible(modelState({ candidates: [candidate(9, "promoted")] }))).toContain("undo");
  });

  it("that is paused: nothing begins, and it can be resumed", () => {
    const paused = { by: "noor", reason: "Storm.", since: "2026-05-04T09:30:00.000Z" };
    const state = modelState({ paused, candidates: [candidate(9, "approved")] });
    expect(possible(state)).toEqual(["resume"]);
    expect(mayGiveAs(null, "start-rollout", state).why).toBe("Paused by noor: resume it first.");
  });

  it("with an approved version: its trial can start, and no other is trained beside it", () => {
    const state = modelState({ candidates: [candidate(9, "approved"), candidate(8, "rejected")] });
    expect(possible(state)).toEqual(["start-rollout", "pause"]);
    expect(startable(state).map(({ version }) => version)).toEqual([9]);
  });

  it("for a caller without the role: nothing, with the role that it needs", () => {
    const reader = { by: "ines", roles: ["reader" as const] };
    expect(mayGiveAs(reader, "promote", modelState()).why).toContain("needs the role approver");
    expect(mayGiveAs(reader, "pause", modelState()).why).toContain("needs the role operator");
  });
});

it("of several versions on trial none is promoted before the others are rejected, and all are rolled back", () => {
  const state = modelState({ status: "on-trial", rollout: severalTried() });
  expect(mayGiveAs(null, "promote", state).why).toBe(
    "Which of versions 5 and 6 is not said: reject the others first.",
  );
  expect(mayGiveAs(null, "roll-back", state).why).toBeNull();
  expect(commandWords("roll-back", state, null)).toMatchObject({
    title: "Roll versions 5 and 6 of tide back?",
    consequence: "Version 4 gets all of the traffic, and versions 5 and 6 leave the endpoint.",
  });
  expect(championWeight(severalTried())).toBe(80);
});
