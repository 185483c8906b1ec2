import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { expect, it } from "vitest";
import { type Baseline, parseBaseline } from "../../baseline/baseline.ts";
import { statisticsOf } from "../../baseline/statistics-of.ts";
import { plainReading } from "../../payloads/payload.ts";
import { mostSampled, type NumericState } from "../../window/window-state.ts";
import { windowStatistics } from "../../window/window-statistics.ts";
import { CaptureReader, type ReadCaptures } from "../capture-reader.ts";
import { mergeCaptures } from "./merge-captures.ts";

const columns = ["high", "sky"];
const random = xoroshiro128plus(41);
const share = () => (random.next() >>> 0) / 2 ** 32;
const baseline = read(
  JSON.stringify(
    statisticsOf(
      Array.from({ length: 500 }, () => [share() * 30, share() < 0.4 ? "sun" : "fog"]),
      columns,
    ),
  ),
);

function read(text: string): Baseline {
  const parsed = parseBaseline(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

function captured(data: string): string {
  return JSON.stringify({
    captureData: { endpointInput: { observedContentType: "text/csv", mode: "INPUT", data, encoding: "CSV" } },
    eventMetadata: { eventId: "1", inferenceTime: "2026-03-09T10:00:00.000Z" },
    eventVersion: "0",
  });
}

const start = Date.parse("2026-03-09T10:00:00.000Z");

function readAll(files: readonly (readonly string[])[]): ReadCaptures {
  const reader = new CaptureReader(baseline, columns, start, plainReading);
  for (const lines of files) {
    const file = reader.file({ ranges: [{ start, end: start + 3_600_000 }], timeless: true });
    file.push(new TextEncoder().encode(lines.join("\n")));
    file.end();
  }
  return reader.result();
}

const skies = ["sun", "fog", "hail", "snow", ""];
const line = () => {
  const draw = share();
  if (draw < 0.02) return "{";
  if (draw < 0.04) return captured("1,2,3");
  const high = draw < 0.08 ? "" : draw < 0.1 ? "wet" : String(share() * 50 - 10);
  return captured(`${high},${skies[Math.floor(share() * skies.length)]}`);
};
const files = (count: number, most: number) =>
  Array.from({ length: count }, () => Array.from({ length: Math.floor(share() * most) }, line));

/** Without what rounding and chance have a part in. */
function exact({ state, ...rest }: ReadCaptures) {
  const features = state.features.map((feature) => {
    if (feature.kind === "string")
      return { ...feature, fresh: new Map(feature.fresh.map((one) => [one.value, one.count])) };
    const { mean: _, squares: __, sample: ___, ...counts } = feature;
    return counts;
  });
  return { ...rest, state: { ...state, features } };
}

const numbers = ({ state }: ReadCaptures) => state.features[0] as NumericState; // "high" has numbers

it.each([1, 2, 3, 4, 5, 6])("counts in shards what one reader counts, run %i", (run) => {
  const all = files(12, run < 4 ? 40 : 2_000);
  const cuts = [0, run, run + 2, 9, all.length];
  const shards = cuts.slice(1).map((end, index) => readAll(all.slice(cuts[index], end)));
  const merged = shards.reduce(mergeCaptures);
  const whole = readAll(all);
  expect(exact(merged)).toEqual(exact(whole));
  const [mine, wanted] = [numbers(merged), numbers(whole)];
  expect(mine.mean).toBeCloseTo(wanted.mean, 10);
  expect(mine.squares / wanted.squares).toBeCloseTo(1, 10);
  expect(JSON.parse(JSON.stringify(merged))).toEqual(merged);
  if (wanted.numbers <= mostSampled) expect(mine.sample).toEqual(wanted.sample);
});

it("keeps a sample of all shards that says of the window what its rows are, however unlike they are", () => {
  const rows = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => captured(`${from + index / count},fog`));
  const shards = [rows(30_000, 0), rows(500, 1), rows(30_000, 2), rows(9_500, 3)].map((lines) =>
    readAll([lines]),
  );
  const merged = shards.reduce(mergeCaptures);
  const { sample, numbers: count } = numbers(merged);
  expect(sample.values.length).toBeLessThanOrEqual(mostSampled);
  expect(sample.values.length).toBeGreaterThan(mostSampled / 4);
  expect((sample.values.length * 2 ** sample.level) / count).toBeCloseTo(1, 1);
  const below = (bound: number) =>
    sample.values.filter((value) => value < bound).length / sample.values.length;
  expect(below(1)).toBeCloseTo(30_000 / 70_000, 1);
  expect(below(2)).toBeCloseTo(30_500 / 70_000, 1);
  expect(below(3)).toBeCloseTo(60_500 / 70_000, 1);
  expect(windowStatistics(baseline, merged.state).features).toHaveLength(2);
});

it("merges with nothing to the same, and refuses what another baseline counted", () => {
  const some = readAll(files(3, 50));
  const nothing = readAll([]);
  expect(mergeCaptures(some, nothing)).toEqual(some);
  expect(mergeCaptures(nothing, some)).toEqual(some);
  const [high, sky] = some.state.features;
  if (!high || !sky) throw new Error("there are two features");
  const turned = { ...some, state: { ...some.state, features: [sky, high] } };
  expect(() => mergeCaptures(some, turned)).toThrow("numeric high cannot be merged with string sky");
  const fewer = { ...some, state: { ...some.state, features: [high] } };
  expect(() => mergeCaptures(some, fewer)).toThrow("string sky cannot be merged with nothing");
});
