import { describe, expect, test } from "vitest";
import { readGivenCommand } from "./given-command.ts";

const command = {
  kind: "command-given",
  identity: "command frost k-1",
  at: "2026-03-02T10:00:00.000Z",
  model: "frost",
  command: { name: "approve", version: 4 },
  by: "arn:aws:iam::444455556666:user/ada",
  route: "api",
  reason: "better on the new days",
  expectedSequence: 17,
} as const;

const broken = (changes: object) => {
  const read = readGivenCommand({ command: { ...command, ...changes } });
  return "malformed" in read ? read.malformed : "nothing is wrong";
};

describe("the payload of a direct call", () => {
  test("is a command-given signal", () => {
    expect(readGivenCommand({ command })).toEqual({ signal: command });
    const unasked = { ...command, expectedSequence: null };
    expect(readGivenCommand({ command: unasked })).toEqual({ signal: unasked });
  });

  test.each([
    [
      { command: { name: "aprove" } },
      'command.command.name: is "aprove"; expected an object whose "name" is one of',
    ],
    [
      { command: "approve" },
      'command.command: is "approve"; expected an object whose "name" is one of retrain',
    ],
    [
      { command: { name: "approve" } },
      "command.command.version: is missing; expected the number of a version",
    ],
    [
      { command: { name: "approve", version: 0 } },
      "command.command.version: is 0; expected the number of a version",
    ],
    [
      { command: { name: "reject", version: "4" } },
      'command.command.version: is "4"; expected the number of a version',
    ],
    [
      { command: { name: "acknowledge" } },
      "command.command.alert: is missing; expected the sequence of an alert's entry",
    ],
    [{ route: "mail" }, 'command.route: is "mail"; expected one of api, link, hook, event'],
    [{ by: "" }, 'command.by: is ""; expected who asks'],
    [{ reason: undefined }, "command.reason: is missing; expected why, in a few words"],
    [{ at: "yesterday" }, 'command.at: is "yesterday"; expected'],
    [
      { expectedSequence: "17" },
      'command.expectedSequence: is "17"; expected the sequence of the ledger\'s last entry such as 12, or null',
    ],
    [{ expectedSequence: -1 }, "command.expectedSequence: is -1; expected the sequence"],
    [{ expectedSequence: undefined }, "command.expectedSequence: is missing; expected the sequence"],
  ])("%j is malformed, with the field, the value and what would be right", (changes, reason) => {
    expect(broken(changes)).toContain(reason);
  });

  test.each([[null], ["text"], [{}], [{ command: null }], [[]]])("%j is malformed", (payload) => {
    expect(readGivenCommand(payload)).toHaveProperty("malformed");
  });
});
