import { describe, expect, test } from "vitest";
import { kinds, minute, model } from "../testing/model.ts";

const asked = { name: "test-alerts", severities: ["page", "info"] } as const;

describe("a person asks for test alerts", () => {
  test("one is raised at each severity, whatever the policy names, and says that it is one and who asked", () => {
    const meadow = model({ alerts: {} });
    const entries = meadow.give(asked, { by: "ada", reason: "a new pager" });
    expect(kinds(entries)).toEqual(["command-accepted", "alert-raised", "alert-raised"]);
    const [accepted, page, info] = entries;
    expect(page).toMatchObject({
      because: "A test: ada asked for an alert at page: a new pager",
      causedBy: accepted?.sequence,
      data: {
        about: accepted?.sequence,
        aboutKind: "test",
        key: `meadow/test/${accepted?.sequence}/page`,
        severity: "page",
        subject: "TEST, nothing is wrong: meadow at page",
        body: expect.stringMatching(
          /^This is a test\n {2}Nothing is wrong with meadow\..*ada asked for it: a new pager/s,
        ),
        links: [{ action: "explain", sequence: accepted?.sequence }],
      },
    });
    expect(info).toMatchObject({ data: { severity: "info", key: expect.stringMatching(/\/info$/) } });
  });

  test("each leaves as every alert does, and receivers can tell it from the others by its attributes", () => {
    const meadow = model();
    meadow.give(asked);
    expect(meadow.effects().filter(({ kind }) => kind === "send-alert")).toMatchObject([
      { severity: "page", event: "raised", attributes: { kind: "test", severity: "page", model: "meadow" } },
      { severity: "info", event: "raised", attributes: { kind: "test", severity: "info", model: "meadow" } },
    ]);
  });

  test("nothing is found out, nothing is open afterwards, and nobody is told again", () => {
    const meadow = model({ alerts: { escalateAfter: "30 minutes" } });
    meadow.give(asked);
    expect(meadow.asked).toEqual([]);
    expect(meadow.state.alerts).toEqual({});
    meadow.confirm().later(60 * minute);
    expect(kinds(meadow.sweep())).not.toContain("alert-escalated");
  });

  test("given again with its key nothing is sent again", () => {
    const meadow = model();
    expect(meadow.give(asked, { key: "k-1" })).toHaveLength(3);
    expect(meadow.give(asked, { key: "k-1" })).toEqual([]);
  });

  test("it changes nothing that another person decides on: what they saw before it still holds", () => {
    const meadow = model();
    const seen = meadow.state.sequence;
    meadow.give(asked);
    expect(kinds(meadow.give({ name: "pause" }, { expectedSequence: seen }))).toContain("paused");
  });

  test("a paused model sends them too", () => {
    const meadow = model();
    meadow.give({ name: "pause" });
    expect(kinds(meadow.give(asked))).toEqual(["command-accepted", "alert-raised", "alert-raised"]);
  });
});
