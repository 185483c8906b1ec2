import { expect, it } from "vitest";
import { errorMessage } from "./error-message.ts";

const refused = new AggregateError([
  new Error("connect ECONNREFUSED ::1:4567"),
  new Error("connect ECONNREFUSED 127.0.0.1:4567"),
]);

it.each([
  ["its message", new Error("The table is gone."), "The table is gone."],
  [
    "the reasons of a refused connection, whose own message is empty",
    refused,
    "connect ECONNREFUSED ::1:4567; connect ECONNREFUSED 127.0.0.1:4567",
  ],
  [
    "the reason of a request that failed",
    new TypeError("fetch failed", { cause: refused }),
    "fetch failed: connect ECONNREFUSED ::1:4567; connect ECONNREFUSED 127.0.0.1:4567",
  ],
  [
    "one reason once",
    new AggregateError([new Error("getaddrinfo ENOTFOUND"), new Error("getaddrinfo ENOTFOUND")]),
    "getaddrinfo ENOTFOUND",
  ],
  [
    "what it says of several",
    new AggregateError([new Error("one")], "two models failed"),
    "two models failed",
  ],
  ["its name where nothing else is known", new RangeError(""), "RangeError"],
  ["a text that was thrown", "out of paper", "out of paper"],
  ["that there is no reason", undefined, "no reason given"],
])("an error is told by %s", (_, error, message) => {
  expect(errorMessage(error)).toBe(message);
});

it("an error that is its own cause is told once and ends", () => {
  const round = new Error("fetch failed");
  round.cause = round;
  expect(errorMessage(round)).toMatch(/^fetch failed/);
});
