import { beforeEach, expect, it } from "vitest";
import { connection, forget, noteAnswer, noteFailure } from "./connection.ts";

const fleet = { of: "the fleet" };
const alerts = { of: "the alerts" };

beforeEach(() => {
  forget(fleet);
  forget(alerts);
});

it("a failure is said until the question itself is answered, however often others are", () => {
  noteFailure(fleet, { kind: "busy", seconds: 2 });
  noteAnswer(alerts, 1_000);
  expect(connection.value).toEqual({ failure: { kind: "busy", seconds: 2 }, lastAnswer: 1_000 });
  noteAnswer(fleet, 2_000);
  expect(connection.value).toEqual({ failure: null, lastAnswer: 2_000 });
});

it("a failure is over once nobody asks the question any more, and the one before it is said again", () => {
  noteFailure(fleet, { kind: "broken", status: 500, detail: "no" });
  noteFailure(alerts, { kind: "offline" });
  expect(connection.value.failure).toEqual({ kind: "offline" });
  forget(alerts);
  expect(connection.value.failure).toEqual({ kind: "broken", status: 500, detail: "no" });
  forget(fleet);
  expect(connection.value.failure).toBeNull();
});

it("that one thing is not there says nothing about the connection", () => {
  noteFailure(fleet, { kind: "not-found", detail: "The fleet has no such model." });
  expect(connection.value.failure).toBeNull();
});
