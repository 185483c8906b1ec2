import fc from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterEach, expect, test, vi } from "vitest";
import { type Baseline, parseBaseline } from "../../baseline/baseline.ts";
import { statisticsOf } from "../../baseline/statistics-of.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { asCaptured, forms, type Row } from "../../payloads/forms.fixture.ts";
import { plainReading } from "../../payloads/payload.ts";
import { CaptureReader } from "../capture-reader.ts";
import { readCapture } from "../captures.ts";
import type { WatchedPredictions } from "../watched-predictions.ts";
import { UsualCaptures } from "./usual-captures.ts";

const columns = ["tide", "wind", "sky", "berth"];
const skies = ["sun", "fog", "rain, then sun", "1"];
const hour = { start: Date.UTC(2026, 2, 9, 14), end: Date.UTC(2026, 2, 9, 15) };
const generator = xoroshiro128plus(1818);
const uniform = () => (generator.next() >>> 0) / 2 ** 32;

function trainedOn(rows: Parameters<typeof statisticsOf>[0], names: readonly string[]): Baseline {
  const parsed = parseBaseline(JSON.stringify(statisticsOf(rows, names)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

const baseline = trainedOn(
  Array.from({ length: 500 }, () => [
    Number((uniform() * 8).toFixed(3)),
    Math.floor(uniform() * 2),
    skies[Math.floor(uniform() * skies.length)] ?? "sun",
    Math.round(uniform() * 40),
  ]),
  columns,
);
const watched: WatchedPredictions = {
  watched: [{ name: "berth", place: 0 }],
  reading: { expressions: new Map(), gunzip: null },
};

interface Line {
  readonly data: string;
  readonly encoding?: "CSV" | "JSON" | "BASE64";
  readonly contentType?: string;
  readonly answer?: string;
  readonly time?: string;
  readonly eventId?: string;
}

function lineOf({ data, encoding = "CSV", contentType = "text/csv", answer, time, eventId }: Line): string {
  return JSON.stringify({
    captureData: {
      endpointInput: { observedContentType: contentType, mode: "INPUT", data, encoding },
      ...(answer !== undefined && {
        endpointOutput: { observedContentType: "text/csv", mode: "OUTPUT", data: answer, encoding: "CSV" },
      }),
    },
    eventMetadata: { eventId: eventId ?? "5f7c", inferenceTime: time ?? "2026-03-09T14:30:00Z" },
    eventVersion: "0",
  });
}

/** The lines as bytes, in chunks of the sizes; then each line as a text, which is how it was always read. */
function bothWays(
  lines: readonly string[],
  {
    sizes = [],
    names = columns,
    predictions,
    trained = baseline,
  }: {
    readonly trained?: Baseline;
    readonly sizes?: readonly number[];
    readonly names?: readonly string[];
    readonly predictions?: WatchedPredictions;
  } = {},
) {
  const reader = new CaptureReader(trained, names, hour.start, plainReading, predictions);
  const file = reader.file({ ranges: [hour], timeless: true });
  let rest = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  for (const size of [...sizes, rest.length]) {
    const chunk = rest.slice(0, size);
    file.push(chunk);
    // Nothing of a chunk may be kept.
    chunk.fill(0);
    rest = rest.subarray(size);
  }
  file.end();
  const oracle = new CaptureReader(trained, names, hour.start, plainReading, predictions);
  for (const line of lines) {
    const capture = readCapture(line);
    const counts = capture.time === null || (capture.time >= hour.start && capture.time < hour.end);
    if (!capture.ok && counts) oracle.unread(capture.reason);
    else if (capture.ok && counts) oracle.take(capture);
  }
  return { bytes: reader.result(), texts: oracle.result() };
}

const read = vi.spyOn(UsualCaptures.prototype, "read");
afterEach(() => read.mockClear());
const fromBytes = () => read.mock.results.filter(({ value }) => Number(value) >= 0).length;

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: -50, max: 50, noNaN: true }).map((number) => number.toFixed(4)),
  fc.integer().map(String),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  fc.constantFrom(
    "",
    "-",
    "-0",
    "01",
    "1.",
    ".5",
    "+3",
    "nan",
    "null",
    " 4",
    "4 ",
    "1e5",
    "1E-400",
    "1e400",
    "inf",
  ),
  fc.constantFrom(
    "true",
    "False",
    "tide",
    "9007199254740993",
    "0.30000000000000004",
    "0.0000000000000000000000123",
  ),
);
const texts = fc.oneof(
  fc.constantFrom(
    ...skies,
    "",
    " sun",
    "SUN",
    "Nebel",
    "1.0",
    '"fog"',
    "a\\b",
    "søl",
    "null",
    "sky",
    "\u007F",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);

test("rows of CSV come to the same state from bytes as from texts, whatever their fields are", () => {
  const field = fc.oneof({ weight: 20, arbitrary: fc.constantFrom("1.25", "3", "0") }, numbers);
  const sky = fc.oneof({ weight: 20, arbitrary: fc.constantFrom("sun", "fog") }, texts);
  const row = fc.tuple(field, field, sky, field).map((fields) => fields.join(","));
  const data = fc.oneof(
    { weight: 30, arbitrary: fc.array(row, { minLength: 1, maxLength: 3 }).map((rows) => rows.join("\n")) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        "\n",
        "[1,2,3,4]",
        "1,2,sun",
        "1,2,sun,3,4",
        "tide,wind,sky,berth\n1,2,sun,3",
      ),
    },
    { weight: 1, arbitrary: row.map((one) => `${one}\n\n${one}\r\n`) },
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          data,
          time: fc.constantFrom(
            "2026-03-09T14:30:00Z",
            "2026-03-09T14:59:59.999Z",
            "2026-03-09T15:00:00Z",
            "soon",
          ),
          eventId: fc.oneof({ weight: 20, arbitrary: fc.constant("a1") }, fc.constantFrom("b\\2", "")),
          answer: fc.constantFrom("0.5", "7", '"quoted"', "ø"),
        }),
        { maxLength: 12 },
      ),
      fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 8 }),
      fc.boolean(),
      (lines, sizes, isWatched) => {
        const { bytes, texts: expected } = bothWays(lines.map(lineOf), {
          sizes,
          ...(isWatched && { predictions: watched, names: columns.slice(0, 3).concat("spare") }),
        });
        expect(bytes).toEqual(expected);
      },
    ),
    { seed: 1801, numRuns: 2_000 },
  );
  expect(fromBytes()).toBeGreaterThan(2_000);
});

test.each(forms)("$name comes to the same state from bytes as from texts", (form) => {
  const value = (scalar: fc.Arbitrary<number | string | null>, usual: number | string) =>
    fc.oneof(
      { weight: 20, arbitrary: fc.constant(usual) },
      { weight: 1, arbitrary: fc.constant(null) },
      scalar,
    );
  const row: fc.Arbitrary<Row> = fc.tuple(
    value(fc.double({ noNaN: true, noDefaultInfinity: true }), 2.125),
    value(fc.constantFrom(0, 1, 2 ** 60, "1"), 1),
    value(texts, "fog"),
    value(fc.double({ min: -9, max: 9, noNaN: true }), 17),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(row, { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 8 }),
      (requests) => {
        const lines = requests.flatMap((rows) => {
          const [first] = asCaptured(form, rows, columns);
          return first ? [lineOf(first)] : [];
        });
        const { bytes, texts: expected } = bothWays(lines);
        expect(bytes).toEqual(expected);
      },
    ),
    { seed: 1802, numRuns: 60 },
  );
});

test("numbers of JSON come to the same state from bytes as from texts, however they are written", () => {
  const usually = <T>(usual: T, other: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, other);
  const number = usually(
    "4.5",
    fc.oneof(numbers, fc.constantFrom("NaN", "-Infinity", "1e-7", "-1.5E3", "0.5e+2", "true")),
  );
  const sky = usually(
    '"fog"',
    texts.map((text) => JSON.stringify(text)),
  );
  const data = fc
    .tuple(number, number, sky, number)
    .map(
      ([tide, wind, word, berth]) => `{"wind": ${wind}, "sky": ${word},"tide":${tide}, "berth" :${berth}}`,
    );
  fc.assert(
    fc.property(fc.array(data, { minLength: 2, maxLength: 12 }), (payloads) => {
      const lines = payloads.map((payload) =>
        lineOf({ data: payload, encoding: "JSON", contentType: "application/json" }),
      );
      const { bytes, texts: expected } = bothWays(lines);
      expect(bytes).toEqual(expected);
    }),
    { seed: 1803, numRuns: 1_000 },
  );
  expect(fromBytes()).toBeGreaterThan(2_000);
});

test("plain CSV and most forms of JSON are read from bytes", () => {
  const known = forms.filter((form) => {
    read.mockClear();
    const lines = [1, 2, 3, 4].flatMap((number) => {
      const [first] = asCaptured(
        form,
        [
          [number + 0.5, 1, "fog", number],
          [number, 0, "sun", 3],
        ],
        columns,
      );
      return first ? [lineOf(first)] : [];
    });
    bothWays(lines);
    return fromBytes() === 3;
  });
  expect(known.map(({ name }) => name)).toMatchSnapshot();
});

test("a payload of a form that sends its own places is never read by those of another", () => {
  const sparse = (keys: readonly number[]) =>
    lineOf({
      data: JSON.stringify({ features: { keys, values: [1.5, 2], shape: [4] } }),
      encoding: "JSON",
      contentType: "application/json",
    });
  const { bytes, texts: expected } = bothWays([sparse([0, 1]), sparse([1, 3]), sparse([3, 0])]);
  expect(bytes).toEqual(expected);
  expect(fromBytes()).toBe(0);
});

test("lines of changing forms are read as texts after a while, without loss", () => {
  const lines = Array.from({ length: 200 }, (_, index) =>
    lineOf({ data: "1,1,sun,4", contentType: `text/csv; v=${index}` }),
  );
  const { bytes, texts: expected } = bothWays(lines);
  expect(bytes).toEqual(expected);
  expect(bytes.records).toBe(200);
  expect(read.mock.calls.length).toBeLessThan(40);
});

test("forms that take turns are all known, and one line of another form makes none forgotten", () => {
  const usual = Array.from({ length: 60 }, (_, index) => {
    if (index % 20 === 19) return lineOf({ data: "1,1,sun,4", contentType: `text/csv; v=${index}` });
    return index % 2 === 0
      ? lineOf({ data: `${index},1,sun,4` })
      : lineOf({ data: `[[${index},1,"fog",4]]`, encoding: "JSON", contentType: "application/json" });
  });
  const { bytes, texts: expected } = bothWays(usual);
  expect(bytes).toEqual(expected);
  // All but the first of each form.
  expect(fromBytes()).toBe(60 - 2 - 3);
});

test("memory does not grow with lines of ever new forms among usual ones", () => {
  const lines = Array.from({ length: 2_000 }, (_, index) =>
    lineOf({ data: "1,1,sun,4", contentType: index % 4 === 3 ? `text/csv; v=${index}` : "text/csv" }),
  );
  const keep = vi.spyOn(Kernel.prototype, "keep");
  const { bytes, texts: expected } = bothWays(lines);
  expect(bytes).toEqual(expected);
  expect(keep.mock.calls.length).toBeLessThan(500);
  expect(fromBytes()).toBe(1_499);
  keep.mockRestore();
});

test.each(["CSV", "JSON"] as const)(
  "texts that came before are known again whatever their length, by two columns and by many that share a place, in %s",
  (encoding) => {
    const names = ["depth", "buoy", "port"];
    // Lengths on both sides of what is remembered, of one beginning, and more of them than are remembered at once.
    const buoys = [0, 1, 15, 16, 17, 47, 48, 49, 80].map((length) =>
      "harbour buoy of the northern fairway, of iron and painted in red".padEnd(80, "-").slice(0, length),
    );
    const ports = Array.from({ length: 400 }, (_, index) => `port ${index}`);
    const drawn = (list: readonly string[]) => list[Math.floor(uniform() * list.length)] ?? "";
    const row = () =>
      [Number(uniform().toFixed(2)), drawn(buoys), drawn([...ports, "", "a new port", ...buoys])] as const;
    const trained = trainedOn(
      Array.from({ length: 4_000 }, () => [
        Number(uniform().toFixed(2)),
        drawn(buoys.slice(1)),
        drawn(ports),
      ]),
      names,
    );
    const lines = Array.from({ length: 3_000 }, () =>
      encoding === "CSV"
        ? lineOf({ data: row().join(";").replaceAll(",", "").replaceAll(";", ",") })
        : lineOf({ data: JSON.stringify([row()]), encoding, contentType: "application/json" }),
    );
    const { bytes, texts: expected } = bothWays(lines, { names, trained });
    expect(bytes).toEqual(expected);
    expect(fromBytes()).toBeGreaterThan(2_900);
  },
);
