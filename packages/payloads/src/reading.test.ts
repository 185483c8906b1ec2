import { gzipSync } from "node:zlib";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { CaptureReader } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import type { PayloadReading } from "@driftwheel/core/monitor/payloads/payload.ts";
import { joinLabels } from "@driftwheel/core/monitor/quality/join.ts";
import { describe, expect, it } from "vitest";
import { payloadReading, placeReading } from "./reading.ts";

const columns = ["lon", "lat"];
const hour = { start: Date.UTC(2026, 2, 9, 14), end: Date.UTC(2026, 2, 9, 15) };

/** What is read of requests, each of JSON unless it is BASE64. */
function read(payloads: readonly string[], reading: PayloadReading, encoding = "JSON") {
  const parsed = parseBaseline(JSON.stringify(statisticsOf([[1, 2]], columns)));
  if (!parsed.ok) throw new Error(parsed.reason);
  const reader = new CaptureReader(parsed.baseline, columns, hour.start, reading);
  const file = reader.file({ ranges: [hour], timeless: true });
  for (const data of payloads) {
    const line = JSON.stringify({
      captureData: { endpointInput: { data, encoding, observedContentType: "application/json" } },
      eventMetadata: { eventId: "a", inferenceTime: "2026-03-09T14:30:00Z" },
    });
    file.push(new TextEncoder().encode(`${line}\n`));
  }
  file.end();
  const { state, unread } = reader.result();
  const values = state.features.map((feature) => (feature.kind === "numeric" ? feature.sample.values : []));
  return { values, unread };
}

describe("requests with an expression", () => {
  it("give the rows that it finds, in each line of JSON Lines", async () => {
    const reading = await payloadReading({ features: "calls[].[x, y]" });
    const one = {
      calls: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    };
    const other = { calls: [{ x: 5, y: 6 }] };
    expect(read([`${JSON.stringify(one)}\n${JSON.stringify(other)}`], reading)).toMatchObject({
      values: [
        [1, 3, 5],
        [2, 4, 6],
      ],
      unread: { lines: 0 },
    });
  });

  it("are unread where it finds nothing or fails, without a value in the reason", async () => {
    const reading = await payloadReading({ features: "map(&to_array(@), keys(calls))" });
    const { unread } = read(['{"calls": "secret-17"}', '{"other": 1}'], reading);
    expect(unread).toMatchObject({ lines: 2, example: '{"calls": text}' });
    expect(JSON.stringify(unread)).not.toContain("secret-17");
    const nothing = read(['{"other": {"x": 1}}'], await payloadReading({ features: "calls.rows" })).unread;
    expect(nothing.reasons).toEqual([
      { reason: "captureData.endpointInput.data: drift.features finds nothing in it", lines: 1 },
    ]);
  });

  it("are unread once it takes too long on one, and are asked no more when it took too long on all", async () => {
    const list = JSON.stringify(Array.from({ length: 200_000 }, (_, index) => (index * 7_919) % 200_003));
    const reading = await payloadReading({ features: "[sort(@), sort(@)]" }, { each: 1, all: 2 });
    const { unread } = read([list, list, list, list, list], reading);
    expect(unread.lines).toBe(5);
    expect(unread.reasons.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("drift.features takes more than 1 milliseconds on this payload"),
        expect.stringContaining("took more than 0.002 seconds on the payloads before; it is asked no more"),
      ]),
    );
  });
});

describe("a gzip inside of BASE64", () => {
  it("is read, and a bomb is counted with its reason", async () => {
    const reading = await payloadReading({});
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20, "[1,2],"), { level: 9 });
    const { values, unread } = read([base64(gzipSync("[[1, 2]]")), base64(bomb)], reading, "BASE64");
    expect(values).toEqual([[1], [2]]);
    expect(unread).toMatchObject({
      lines: 1,
      reasons: [{ reason: expect.stringContaining("is gzip that is broken or holds too much") }],
      example: expect.stringMatching(/^no text: BASE64 of \d+ characters$/),
    });
  });
});

it("labels and answers are found by expressions", async () => {
  const [label, prediction] = ["truth[?known].value", "predictions[].label.name"];
  const reading = await placeReading([label, prediction, null]);
  const settings = { threshold: 0.5, positive: "1", within: 0, score: null, label, prediction };
  const join = joinLabels({ problem: "multiclass", ...settings }, 10, reading);
  const truth = { truth: [{ known: true, value: "fog" }, { known: false }, { known: true, value: "sun" }] };
  const answer = { predictions: [{ label: { name: "fog" } }, { label: { name: "rain" } }] };
  const eventMetadata = { eventId: "a" };
  const json = (value: object) => ({ data: JSON.stringify(value), encoding: "JSON" });
  join.label(JSON.stringify({ groundTruthData: json(truth), eventMetadata }), "file");
  join.capture(
    JSON.stringify({ captureData: { endpointOutput: json(answer) }, eventMetadata }),
    "main",
    true,
  );
  const { outcomes, unreadAnswers } = join.finish();
  expect(unreadAnswers.reason).toBeNull();
  expect([...(outcomes.get("file")?.values() ?? [])].flat()).toMatchObject([
    { label: "fog", prediction: "fog", success: true },
    { label: "sun", prediction: "rain", success: false },
  ]);
});
