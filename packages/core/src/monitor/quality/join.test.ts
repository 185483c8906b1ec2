import { describe, expect, test } from "vitest";
import { joinLabels } from "./join.ts";
import type { QualitySettings } from "./metrics/outcome.ts";

const settings: QualitySettings = {
  problem: "regression",
  label: 0,
  prediction: 0,
  score: null,
  threshold: 0.5,
  positive: "1",
  within: 1,
};
const label = (eventId: string, data: string, encoding = "CSV") =>
  JSON.stringify({ groundTruthData: { data, encoding }, eventMetadata: { eventId }, eventVersion: "0" });
const capture = (ids: object, data: string, encoding = "CSV") =>
  JSON.stringify({
    captureData: { endpointOutput: { data, encoding, mode: "OUTPUT", observedContentType: "text/csv" } },
    eventMetadata: { inferenceTime: "2026-06-11T08:00:00Z", ...ids },
    eventVersion: "0",
  });

function joined(
  labels: readonly string[],
  captures: readonly string[],
  of: Partial<QualitySettings> = {},
  most = 100,
) {
  const join = joinLabels({ ...settings, ...of }, most);
  for (const line of labels) join.label(line, "file");
  for (const line of captures) join.capture(line, "main", true);
  return join.finish();
}
const only = (result: ReturnType<typeof joined>) => [...(result.outcomes.get("file")?.values() ?? [])].flat();

describe("a label", () => {
  test("is joined by the caller's inference id, or by the capture's own event id", () => {
    const result = joined(
      [label("order-7", "12"), label("e-2", "3")],
      [capture({ eventId: "e-1", inferenceId: "order-7" }, "12.5"), capture({ eventId: "e-2" }, "9\n")],
    );
    expect(only(result)).toEqual([
      { variant: "main", label: 12, prediction: 12.5, score: null, success: true },
      { variant: "main", label: 3, prediction: 9, score: null, success: false },
    ]);
    expect(result).toMatchObject({ unmatched: 0, repeated: 0 });
  });

  test("counts once, however often it or its request is told", () => {
    const captures = [capture({ eventId: "a" }, "1"), capture({ eventId: "a" }, "1")];
    const result = joined([label("a", "1"), label("a", "5")], captures);
    expect(only(result)).toHaveLength(1);
    expect(result.repeated).toBe(1);
  });

  test("of a request that was not captured is counted as unmatched", () => {
    expect(joined([label("a", "1"), label("b", "1")], [capture({ eventId: "a" }, "1")]).unmatched).toBe(1);
  });

  test("is one of several for a request of several rows, all of them or none", () => {
    const rows = capture({ eventId: "a" }, "1\n2\n3");
    expect(only(joined([label("a", "1\n2\n9")], [rows])).map(({ success }) => success)).toEqual([
      true,
      true,
      false,
    ]);
    expect(joined([label("a", "1\n2")], [rows]).unreadAnswers).toEqual({
      lines: 1,
      reason: "a request has 3 answers and 2 labels; expected as many",
    });
  });

  describe("of a request that several variants captured", () => {
    const answer = (variant: string, serves: boolean, value: string) => ({ variant, serves, value });
    const old = answer("old", false, "3");
    const shadow = answer("shadow", false, "9");
    const serving = answer("main", true, "1");

    test.each([
      ["serves, whichever comes first", [shadow, serving], "main"],
      ["serves, whichever comes last", [serving, shadow], "main"],
      ["serves, of three", [old, shadow, serving], "main"],
      ["is alone, though it serves no more", [old, old], "old"],
    ])("is joined with the answer of the one that %s", (_, captures, expected) => {
      const join = joinLabels(settings, 100);
      join.label(label("a", "1"), "file");
      for (const { variant, serves, value } of captures)
        join.capture(capture({ eventId: "a" }, value), variant, serves);
      const result = join.finish();
      expect(only(result).map(({ variant }) => variant)).toEqual([expected]);
      expect(result).toMatchObject({ unmatched: 0, unreadAnswers: { lines: 0 } });
    });

    test("is joined with none where both serve, as when a challenger that was a shadow takes traffic", () => {
      for (const captures of [
        [serving, answer("challenger", true, "9")],
        [answer("challenger", true, "9"), serving, old],
      ]) {
        const join = joinLabels(settings, 100);
        join.label(label("a", "1"), "file");
        for (const { variant, serves, value } of captures)
          join.capture(capture({ eventId: "a" }, value), variant, serves);
        expect(join.finish()).toMatchObject({
          outcomes: new Map(),
          unmatched: 0,
          unreadAnswers: { lines: 1, reason: expect.stringContaining("and both serve now") },
        });
      }
    });

    test("is joined with none where none of them serves, and that is told once", () => {
      const join = joinLabels(settings, 100);
      join.label(label("a", "1"), "file");
      for (const { variant, serves, value } of [old, shadow, old])
        join.capture(capture({ eventId: "a" }, value), variant, serves);
      expect(join.finish()).toMatchObject({
        outcomes: new Map(),
        unmatched: 0,
        unreadAnswers: {
          lines: 1,
          reason:
            "old and shadow both captured a request, and neither serves now; expected one variant's answer",
        },
      });
    });
  });

  test("beyond the most that are held is counted as unread", () => {
    const result = joined([label("a", "1"), label("b", "1")], [], {}, 1);
    expect(result.unreadLabels).toEqual({
      lines: 1,
      reason: "the window has more than 1 labels; these were not read",
    });
  });

  test.each([
    ["no json", "the line is no JSON; expected one label with its event id"],
    ["{}", "groundTruthData: is missing; expected an object with data and encoding"],
    [label("a", "warm"), "groundTruthData.data: is a text; expected a number"],
    [label("a", "NaN"), "groundTruthData.data: is a text; expected a number"],
    [label("a", ""), "groundTruthData.data: is an empty text; expected at least one value"],
    [label("a", "{}", "JSON"), "groundTruthData.data: is an object; expected a value at 0"],
    [label("", "1"), "eventMetadata.eventId: is an empty text; expected the inference id"],
  ])("that cannot be read is counted, with what is wrong: %s", (line, reason) => {
    const { unreadLabels } = joined([line, label("b", "1")], []);
    expect(unreadLabels.lines).toBe(1);
    expect(unreadLabels.reason).toContain(reason);
  });
});

describe("an answer", () => {
  test("is found by its column in CSV and by its path in JSON", () => {
    const at = { eventId: "a" };
    const value = (data: string, encoding: string, prediction: number | string) =>
      only(joined([label("a", "4")], [capture(at, data, encoding)], { prediction })).map(
        (found) => found.prediction,
      );
    expect(value("7,4", "CSV", 1)).toEqual([4]);
    expect(value('{"predictions":[{"score":4}]}', "JSON", "predictions.0.score")).toEqual([4]);
    expect(value('{"predictions":[{"score":4}]}', "JSON", "$.predictions[0].score")).toEqual([4]);
    expect(value('{"predictions":[{"score":4}]}', "JSON", "predictions.*.score")).toEqual([4]);
    expect(value("[4]", "JSON", 0)).toEqual([4]);
    expect(value("4", "JSON", 0)).toEqual([4]);
    expect(value(btoa('{"score":4}'), "BASE64", "score")).toEqual([4]);
    expect(value(btoa("7,4"), "BASE64", 1)).toEqual([4]);
  });

  test("of a binary model is its class, or made from its score", () => {
    const of = (settingsOf: Partial<QualitySettings>, data: string) =>
      only(
        joined([label("a", "1.0")], [capture({ eventId: "a" }, data)], { problem: "binary", ...settingsOf }),
      );
    expect(of({ prediction: 0, score: 1 }, "1,0.81")).toMatchObject([
      { prediction: "1", score: 0.81, success: true },
    ]);
    expect(of({ prediction: null, score: 0 }, "0.81")).toMatchObject([{ prediction: "1", success: true }]);
    expect(of({ prediction: null, score: 0, threshold: 0.9 }, "0.81")).toMatchObject([{ success: false }]);
    expect(of({ prediction: null, score: 0 }, "1.7")).toEqual([]);
  });

  test("of several classes succeeds when it is the label", () => {
    const of = (data: string) =>
      only(joined([label("a", "rain")], [capture({ eventId: "a" }, data)], { problem: "multiclass" }));
    expect(of(" rain ")).toMatchObject([{ success: true }]);
    expect(of("dry")).toMatchObject([{ success: false }]);
  });

  test("that cannot be read is counted, with what is wrong", () => {
    const broken = JSON.stringify({ captureData: {}, eventMetadata: { eventId: "a" } });
    expect(joined([label("a", "1")], [broken, "no json"]).unreadAnswers).toEqual({
      lines: 2,
      reason: "the line is no JSON; expected one captured request",
    });
    expect(joined([label("a", "1")], [broken]).unreadAnswers).toEqual({
      lines: 1,
      reason:
        "captureData.endpointOutput: is missing; expected an object with the captured answer: capture the endpoint's output too",
    });
  });
});
