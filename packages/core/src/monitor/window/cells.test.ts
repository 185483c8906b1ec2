import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import type { Value } from "../values/value.ts";
import { cellsOf, countsOf } from "./cells.ts";
import { WindowCounter } from "./counting/window-counter.ts";
import { countsOfState } from "./window-counts.ts";
import { evidenceOfCounts, evidenceOfWindow } from "./window-evidence.ts";

const spelled = fc.constantFrom<Value[]>(
  ...[
    0,
    1,
    2,
    -0,
    0.5,
    1e300,
    Number.MAX_VALUE,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ],
  ...["0", "1", "1.0", " 1 ", "01", "2e0", "true", "True", "FALSE", "inf", "-Infinity", "1e999"],
  ...["", " ", "nan", "NaN", "None", "null", "NA", "<NA>", "a", " a", "A", "b ", "9007199254740993"],
  ...[true, false, null],
);
const value = fc.oneof(spelled, fc.integer({ min: -3, max: 12 }), fc.double(), fc.string({ maxLength: 3 }));
const column = fc.oneof(
  fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(null, "7", "inf")), { minLength: 1 }),
  fc.array(fc.constantFrom<Value[]>(0, 1, "1", null), { minLength: 1 }),
  fc.array(fc.constantFrom<Value[]>(4, "4.0"), { minLength: 1 }),
  fc.array(spelled, { minLength: 1 }),
);

test("the calibration counts every value as the monitor does, whatever the baseline", () => {
  fc.assert(
    fc.property(column, fc.array(value, { minLength: 1, maxLength: 60 }), (training, live) => {
      const parsed = parseBaseline(
        JSON.stringify(
          statisticsOf(
            training.map((trained) => [trained]),
            ["x"],
          ),
        ),
      );
      if (!parsed.ok) throw new Error(parsed.reason);
      const { baseline } = parsed;
      const counter = new WindowCounter(baseline, ["x"]);
      for (const found of live) counter.add([found]);
      const [feature] = baseline.features;
      if (!feature) return;
      const cells = cellsOf(feature);
      const counts = Array.from({ length: cells.size }, () => 0);
      for (const found of live) counts[cells.of(found)] = (counts[cells.of(found)] ?? 0) + 1;
      expect(evidenceOfCounts(feature, countsOf(cells, counts, live.length))).toEqual(
        evidenceOfWindow(baseline, countsOfState(counter.state())),
      );
    }),
    { seed: 1303, numRuns: 1_500 },
  );
});
