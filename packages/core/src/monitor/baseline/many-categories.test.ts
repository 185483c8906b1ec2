import { describe, expect, it } from "vitest";
import { integerBelow, seededIntegers } from "../../stats/random.ts";
import { encodedColumns } from "../calibration/null-windows.ts";
import { countsOf } from "../window/cells.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { countsOfState } from "../window/window-counts.ts";
import { evidenceOfCounts, evidenceOfWindow } from "../window/window-evidence.ts";
import { type Baseline, parseBaseline } from "./baseline.ts";
import { statisticsOf } from "./statistics-of.ts";

const random = seededIntegers(12);
const city = (cities: number) => `city ${integerBelow(cities, random)}`;

function trainedOn(values: readonly string[]): Baseline {
  const rows = values.map((value) => [value]);
  const parsed = parseBaseline(JSON.stringify(statisticsOf(rows, ["city"])));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

describe("a feature of very many categories", () => {
  const baseline = trainedOn(Array.from({ length: 6000 }, () => city(1000)));

  it("is compared over groups that go by names, so that p-values without drift are even", () => {
    const pValues = Array.from({ length: 400 }, () => {
      const counter = new WindowCounter(baseline, ["city"]);
      for (let row = 0; row < 500; row += 1) counter.add([city(1000)]);
      const [check] = evidenceOfWindow(baseline, countsOfState(counter.state()));
      return check?.pValue ?? 0;
    });
    // 40 expected, standard deviation 6.
    const small = pValues.filter((pValue) => pValue < 0.1).length;
    expect(small).toBeGreaterThan(22);
    expect(small).toBeLessThan(65);
  });

  it("is counted into the same cells by the live counters and by the calibration", () => {
    const values = Array.from({ length: 300 }, () => city(2000));
    const counter = new WindowCounter(baseline, ["city"]);
    for (const value of values) counter.add([value]);
    const [encoded] = encodedColumns(baseline.features, {
      rows: values.length,
      columns: [{ name: "city", values }],
    }).features;
    if (!encoded) throw new Error("The feature is not watched.");
    const counts = Array.from({ length: encoded.cells.size }, () => 0);
    for (const cell of encoded.of) counts[cell] = (counts[cell] ?? 0) + 1;
    expect(evidenceOfCounts(encoded.feature, countsOf(encoded.cells, counts, values.length))).toEqual(
      evidenceOfWindow(baseline, countsOfState(counter.state())),
    );
  });

  it("is left out, and that is said, when most of its values are there once", () => {
    const ids = trainedOn(Array.from({ length: 500 }, (_, row) => `order ${row}`));
    expect(ids.features).toEqual([]);
    expect(ids).toMatchObject({
      skipped: ["city"],
      notes: ["city: most of its values are there once, as an id is: it is left out"],
    });
  });
});
