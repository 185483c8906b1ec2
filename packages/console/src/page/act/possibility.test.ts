import { expect, it } from "vitest";
import { approval, modelState, now } from "../model/testing/model-state.ts";
import { forRole, mayDecide } from "./possibility.ts";

it("a version can be decided on while it waits and its time is not over; else the reason is said", () => {
  expect(mayDecide(modelState({ approvals: [approval] }), now)).toEqual({ why: null });
  expect(mayDecide(modelState({ approvals: [{ ...approval, deadline: null }] }), now)).toEqual({ why: null });
  const late = { ...approval, deadline: "2026-11-30T12:00:00.000Z" };
  expect(mayDecide(modelState({ approvals: [late] }), now)).toEqual({
    why: "The time to decide on version 5 is over.",
  });
  expect(mayDecide(modelState(), now)).toEqual({ why: "No version waits for a person." });
  expect(mayDecide(modelState({ status: "on-trial" }), now).why).toMatch(/one is on trial already/);
});

it("a role that is lacking is said before any other reason, and nothing of roles while nobody knows who looks", () => {
  const reader = { by: "ines", roles: ["reader" as const] };
  const approver = { by: "ines", roles: ["reader" as const, "operator" as const, "approver" as const] };
  const later = { why: "Later." };
  expect(forRole("approver", reader, later)).toEqual({
    why: "This needs the role approver; you have reader.",
  });
  expect(forRole("approver", approver, later)).toBe(later);
  expect(forRole("operator", approver, { why: null })).toEqual({ why: null });
  expect(forRole("operator", null, { why: null })).toEqual({ why: null });
});
