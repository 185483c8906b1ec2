import fc from "fast-check";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import { CaptureReader } from "../captures/capture-reader.ts";
import { assessWindow } from "../window/assess-window.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { countsOfState } from "../window/window-counts.ts";
import { asCaptured, type Form, forms, type Row } from "./forms.fixture.ts";
import { type Payload, plainReading } from "./payload.ts";
import { payloadRows } from "./payload-rows.ts";

const columns = ["tide", "wind", "sky", "data"];
const skies = ["sun", "rain, then sun", "fog"];
const generator = xoroshiro128plus(13);
const uniform = () => (generator.next() >>> 0) / 2 ** 32;
const bell = () => uniform() + uniform() + uniform() + uniform() - 2;

function rowsOf(count: number, drift: number): readonly Row[] {
  return Array.from({ length: count }, () => [
    Number((bell() + drift).toFixed(3)),
    Math.round(20 * bell()),
    skies[Math.floor(uniform() * skies.length * (drift > 0 ? 0.5 : 1))] ?? "sun",
    uniform() < 0.05 ? null : Number((10 * uniform()).toFixed(2)),
  ]);
}

const baseline: Baseline = (() => {
  const parsed = parseBaseline(JSON.stringify(statisticsOf(rowsOf(4_000, 0), columns)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
})();

function stateOf(payload: Payload, names: readonly string[]) {
  const counter = new WindowCounter(baseline, names);
  const reason = payloadRows(payload, counter.buffer, plainReading);
  if (reason !== null) return reason;
  counter.commit();
  return counter.state();
}

const row = fc.tuple(
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
  fc.integer(),
  fc.oneof(
    fc.constantFrom(...skies, "null", "lon", "0", "__proto__"),
    fc
      .string({ minLength: 1, maxLength: 8, unit: "grapheme" })
      .filter((text) => /^[^\s\uFEFF].*\S$/u.test(text)),
  ),
  fc.oneof(fc.double({ min: -9, max: 9, noNaN: true }), fc.constant(null)),
);

test("the same rows in any two forms give the same state of the window", () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(...forms),
      fc.constantFrom(...forms),
      fc.integer({ min: 1, max: columns.length }),
      (all, one, other, width) => {
        const names = columns.slice(0, width);
        // One missing value alone is a blank line in CSV.
        const rows = all.map((values) =>
          values.slice(0, width).map((value) => value ?? (width === 1 ? 7 : null)),
        );
        const [state, ...others] = [one, other]
          .flatMap((form) => asCaptured(form, rows, names))
          .map((payload) => stateOf(payload, names));
        expect(state).toMatchObject({ rows: rows.length });
        for (const same of others) expect(same).toEqual(state);
      },
    ),
    { seed: 1301, numRuns: 1_000 },
  );
});

const hour = { start: Date.UTC(2026, 2, 9, 14), end: Date.UTC(2026, 2, 9, 15) };

/** What the monitor says of a window whose requests came in one form, five rows in each. */
function assessed(form: Form, rows: readonly Row[]) {
  const reader = new CaptureReader(baseline, columns, hour.start);
  const file = reader.file({ ranges: [hour], timeless: true });
  for (let from = 0; from < rows.length; from += 5) {
    const payloads = asCaptured(form, rows.slice(from, from + 5), columns);
    const { contentType, ...captured } = payloads[(from / 5) % payloads.length] ??
      payloads[0] ?? {
        contentType: "",
      };
    const line = JSON.stringify({
      captureData: { endpointInput: { ...captured, observedContentType: contentType } },
      eventMetadata: { eventId: String(from), inferenceTime: "2026-03-09T14:30:00Z" },
    });
    file.push(new TextEncoder().encode(`${line}\n`));
  }
  file.end();
  const { state, unread } = reader.result();
  const assessment = assessWindow({
    baseline,
    counts: countsOfState(state),
    falseAlarmRate: 0.001,
    minEffect: 0.1,
    minRows: 100,
    runLength: 4383,
  });
  return { unread: unread.lines, assessment };
}

describe("a window of the form", () => {
  const [steady, drifted] = [rowsOf(1_000, 0), rowsOf(1_000, 0.6)];
  const [plain] = forms;
  if (!plain) throw new Error("There are no forms.");
  const expected = { steady: assessed(plain, steady), drifted: assessed(plain, drifted) };

  test.each(forms)("$name is judged as one of CSV is", (form) => {
    expect(assessed(form, steady)).toEqual({ ...expected.steady, unread: 0 });
    expect(assessed(form, drifted)).toEqual({ ...expected.drifted, unread: 0 });
  });

  test("that has not drifted violates nothing, and that has drifted does", () => {
    const violated = ({ assessment }: ReturnType<typeof assessed>) =>
      assessment.result === "assessed"
        ? assessment.features.filter((found) => found.violated).map(({ feature }) => feature)
        : null;
    expect(violated(expected.steady)).toEqual([]);
    expect(violated(expected.drifted)).toEqual(["tide", "sky"]);
  });
});
