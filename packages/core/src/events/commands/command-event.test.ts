import { describe, expect, test } from "vitest";
import { parse } from "../parse.ts";

const event = (detail: object, time = "2026-03-02T10:00:00Z") => ({
  source: "driftwheel.command",
  "detail-type": "Command Given",
  time,
  detail: { model: "frost", command: { name: "pause" }, by: "ada", reason: "storm", ...detail },
});

function signalOf(given: object) {
  const parsed = parse(given);
  if (parsed.result !== "signal") throw new Error(parsed.reason);
  return parsed.signal;
}

function malformed(given: object): string {
  const parsed = parse(given);
  return parsed.result === "malformed" ? parsed.reason : `not malformed, but ${parsed.result}`;
}

describe("a command that comes as an event", () => {
  test.each([
    { name: "retrain" },
    { name: "approve", version: 3 },
    { name: "reject", version: 3 },
    { name: "start-rollout", version: 3 },
    { name: "promote" },
    { name: "roll-back" },
    { name: "undo" },
    { name: "pause" },
    { name: "resume" },
    { name: "acknowledge", alert: 12 },
    { name: "test-alerts", severities: ["page", "info"] },
  ])("may be %j", (command) => {
    expect(signalOf(event({ command }))).toMatchObject({
      kind: "command-given",
      command,
      route: "event",
      expectedSequence: null,
    });
  });

  test.each([
    [{ name: "roll back" }, { name: "roll-back" }],
    [
      { name: "start rollout", version: 3 },
      { name: "start-rollout", version: 3 },
    ],
  ])("whose name is written with a space, %j, is understood as with a hyphen", (written, command) => {
    expect(signalOf(event({ command: written }))).toMatchObject({ command });
    expect(signalOf(event({ command: written })).identity).toBe(signalOf(event({ command })).identity);
  });

  test("asks for each severity once, from the loudest, however they are written", () => {
    const severities = ["info", "page", "info"];
    expect(signalOf(event({ command: { name: "test-alerts", severities } }))).toMatchObject({
      command: { name: "test-alerts", severities: ["page", "info"] },
    });
  });

  test("is the same whenever it is sent again with its key, and for this model only", () => {
    const { identity } = signalOf(event({ key: "k-1" }));
    expect(identity).toBe("command frost k-1");
    expect(signalOf(event({ key: "k-1" }, "2026-03-02T11:00:00Z")).identity).toBe(identity);
    expect(signalOf(event({ key: "k-1", model: "hail" })).identity).not.toBe(identity);
  });

  test("without a key is told from others by what is asked, by whom and when", () => {
    const approve = (version: number) => event({ command: { name: "approve", version } });
    const given = [
      approve(3),
      approve(4),
      event({}),
      event({ by: "grace" }),
      event({}, "2026-03-02T10:00:01Z"),
    ];
    expect(new Set(given.map((one) => signalOf(one).identity)).size).toBe(given.length);
    expect(signalOf(event({})).identity).toBe(signalOf(event({})).identity);
  });

  test.each(["api", "link", "hook", "event"])(
    "cannot say that it came by %s: its source says that",
    (route) => {
      expect(malformed(event({ route }))).toBe(
        `detail.route: is "${route}"; expected nothing: the event's source says by which route it came`,
      );
    },
  );

  describe("of a webhook", () => {
    const hooked = (command: object) => ({ ...event({ command }), source: "driftwheel.hook" });

    test.each([{ name: "retrain" }, { name: "approve", version: 3 }])(
      "may be %j, and comes by hook",
      (command) => {
        expect(signalOf(hooked(command))).toMatchObject({ kind: "command-given", command, route: "hook" });
      },
    );

    test.each([
      { name: "reject", version: 3 },
      { name: "start-rollout", version: 3 },
      { name: "promote" },
      { name: "roll-back" },
      { name: "pause" },
      { name: "resume" },
      { name: "acknowledge", alert: 12 },
      { name: "test-alerts", severities: ["page"] },
    ])("may not be %j, which no rule of a hook can ask for", (command) => {
      expect(malformed(hooked(command))).toBe(
        `detail.command.name: is "${command.name}"; expected what a webhook may ask for: retrain, approve`,
      );
    });
  });

  test.each([
    [{ model: 7 }, "detail.model: is 7; expected the model's name as in driftwheel.config.ts"],
    [{ command: null }, 'detail.command: is null; expected an object whose "name" is one of retrain'],
    [
      { command: { name: "approve", version: 1.5 } },
      "detail.command.version: is 1.5; expected the number of a version such as 3",
    ],
    [
      { command: { name: "test-alerts", severities: [] } },
      "detail.command.severities: is a list of 0; expected one or more of page, notify, info",
    ],
    [
      { command: { name: "test-alerts", severities: ["loud"] } },
      'detail.command.severities.0: is "loud"; expected one or more of page, notify, info',
    ],
    [{ reason: "" }, 'detail.reason: is ""; expected why, in a few words'],
    [{ reason: "so ".repeat(400) }, '..."; expected why, in a few words, in at most 1000 characters'],
    [{ key: "" }, 'detail.key: is ""; expected what makes a repeated command the same one'],
  ])("%j is malformed, with the field, the value and what would be right", (changes, reason) => {
    expect(malformed(event(changes))).toContain(reason);
  });
});

describe("news of data", () => {
  const news = (detail: object, time = "2026-03-02T10:00:00Z") => ({
    source: "driftwheel.hook",
    "detail-type": "New Data",
    time,
    detail: { model: "frost", source: "labels", description: "12 rows", key: "m-1", ...detail },
  });

  test("are the same whenever they are told again with their key, and only by the same source", () => {
    const { identity } = signalOf(news({}));
    expect(signalOf(news({ description: "twelve rows" }, "2026-03-02T12:00:00Z")).identity).toBe(identity);
    expect(signalOf(news({ source: "lake" })).identity).not.toBe(identity);
    expect(signalOf(news({ key: "m-2" })).identity).not.toBe(identity);
    expect(signalOf(news({ model: "hail" })).identity).not.toBe(identity);
  });

  test.each(["model", "source", "description", "key"])("without %s are malformed", (field) => {
    expect(malformed(news({ [field]: undefined }))).toMatch(
      new RegExp(`^detail\\.${field}: is missing; expected `),
    );
  });
});
