import { describe, expect, test } from "vitest";
import { parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import { calibratedStatistics } from "../calibration/calibrated-statistics.ts";
import { texts } from "../derived/generated-rows.fixture.ts";
import { plainPlaces, plainReading } from "../payloads/payload.ts";
import { captureColumns } from "./capture-columns.ts";
import { CaptureReader } from "./capture-reader.ts";
import { readMismatch } from "./read-mismatch.ts";
import { type Prediction, predictionsOf } from "./watched-predictions.ts";

const rows = Array.from({ length: 200 }, (_, row) => [row % 10, row % 3 === 0 ? "yes" : "no", row / 200]);
const statistics = statisticsOf(rows, ["x", "answer", "score"]);
const predictions: readonly Prediction[] = [
  { name: "answer", place: 0 },
  { name: "score", place: 1 },
];
const parsed = parseBaseline(JSON.stringify({ ...statistics, driftwheel: { predictions } }));
if (!parsed.ok) throw new Error(parsed.reason);
const { baseline } = parsed;

const line = (input: string, output: string | null) =>
  JSON.stringify({
    captureData: {
      endpointInput: { data: input, encoding: "CSV", observedContentType: "text/csv" },
      ...(output !== null && {
        endpointOutput: { data: output, encoding: "CSV", observedContentType: "text/csv" },
      }),
    },
    eventMetadata: { eventId: "e", inferenceTime: "2026-05-04T03:02:01Z" },
  });

function read(lines: readonly string[], watched = predictionsOf(baseline, {}), of = baseline) {
  const columns = captureColumns(of, null, watched);
  const reader = new CaptureReader(of, columns, 0, plainReading, { watched, reading: plainPlaces });
  const file = reader.file({ ranges: [{ start: 0, end: Number.POSITIVE_INFINITY }], timeless: true });
  file.push(new TextEncoder().encode(`${lines.join("\n")}\n`));
  file.end();
  return reader.result();
}

describe("what the model answered", () => {
  test("is counted beside its request, row by row, by the columns of the baseline", () => {
    const { state, predictions: answers } = read([line("1\n2", "yes,0.1\nmaybe,0.9"), line("3", "no,0.2")]);
    expect(state.rows).toBe(3);
    expect(state.features).toMatchObject([
      { name: "x", numbers: 3 },
      { name: "answer", missing: 0, unknown: 1, fresh: [{ value: "maybe", count: 1 }] },
      { name: "score", numbers: 3, min: 0.1, max: 0.9 },
    ]);
    expect(answers.map(({ unread }) => unread.lines)).toEqual([0, 0]);
  });

  test("may be a text, which is watched as texts of requests are", () => {
    const replies = texts({ rows: 200, seed: 1 });
    const place = [{ name: "reply", place: 0 }];
    const made = calibratedStatistics(
      [
        { name: "x", values: replies.map((_, row) => row % 10) },
        { name: "reply", values: replies },
      ],
      200,
      { windows: 0, predictions: place },
    );
    const answered = parseBaseline(JSON.stringify(made));
    if (!answered.ok) throw new Error(answered.reason);
    const lines = [line("1", '"Nothing, at all."'), line("2", "Всё хорошо"), line("3", null)];
    const { state } = read(lines, place, answered.baseline);
    expect(state).toMatchObject({
      rows: 3,
      features: [
        { name: "x", numbers: 3 },
        { name: "reply (length)", numbers: 2, max: 16, missing: 1, absent: 1 },
        { name: "reply (words)", min: 2, max: 3 },
        { name: "reply (unknown words)", min: 1 },
        { name: "reply (signs)" },
        { name: "reply (script)", fresh: [{ value: "Cyrillic", count: 1 }] },
      ],
    });
  });

  test("counts nowhere when it cannot be read, while its request does", () => {
    const found = read([
      line("1\n2", "yes,0.1"),
      line("3", null),
      line("4", "yes"),
      line("nonsense", "yes,0.5"),
    ]);
    expect(found.records).toBe(3);
    expect(found.state.features).toMatchObject([
      { name: "x", numbers: 4 },
      { name: "answer", absent: 3, counts: [0, 1] },
      { name: "score", absent: 4, numbers: 0 },
    ]);
    const [answer, score] = found.predictions;
    expect(answer?.unread).toMatchObject({ lines: 2 });
    expect(answer?.unread.reasons.map(({ reason }) => reason)).toEqual([
      "captureData.endpointOutput.data: has 1 values at 0; expected 2, one for each row",
      expect.stringMatching(/^captureData\.endpointOutput: .*capture the endpoint's output too/),
    ]);
    expect(score?.unread).toMatchObject({ lines: 3 });
    expect(readMismatch(baseline, null, found, predictions)).toMatch(
      /^The prediction answer was judged without 2 of 3 answers, which could not be read: .* The prediction score was left out, because no answer could be read: /,
    );
  });

  test("of a column that the baseline has not is told, and nothing else suffers", () => {
    const watched = predictionsOf(baseline, { predictions: { price: 0 } });
    const found = read([line("1", "yes,0.1")], watched);
    expect(found.state.features).toMatchObject([{ numbers: 1 }, { counts: [0, 1] }, { numbers: 1 }]);
    expect(readMismatch(baseline, null, found, watched)).toBe(
      "drift.predictions names price, which the baseline does not have.",
    );
  });
});

describe("where it stands", () => {
  test("the baseline says, unless the policy says it anew", () => {
    expect(predictionsOf(baseline, {})).toEqual(predictions);
    expect(predictionsOf(baseline, { predictions: { score: "p", extra: 2 } })).toEqual([
      { name: "answer", place: 0 },
      { name: "score", place: "p" },
      { name: "extra", place: 2 },
    ]);
  });

  test("is no matter for what the policy calls a column of requests", () => {
    expect(predictionsOf(baseline, { columns: ["x", "score", null] })).toEqual([
      { name: "answer", place: 0 },
    ]);
  });

  test.each([-1, 1.5, null, {}])("is no place when it is %j", (place) => {
    const driftwheel = { predictions: [{ name: "score", place }] };
    expect(parseBaseline(JSON.stringify({ ...statistics, driftwheel }))).toMatchObject({
      ok: false,
      reason: expect.stringContaining("driftwheel.predictions.0.place"),
    });
  });
});
