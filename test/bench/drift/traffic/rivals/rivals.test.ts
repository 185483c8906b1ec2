import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { quickTraffic } from "../measure.ts";
import { scenarios } from "../scenarios.ts";
import { simulatedRows } from "../simulated-rows.ts";
import { rivalMethods } from "./rival-methods.ts";
import { type RivalProcess, startRivals } from "./rival-process.ts";
import { rivalsPython, rivalsScript } from "./rivals-python.ts";

const [independent] = scenarios;
if (!independent) throw new Error("There are no scenarios.");

let rivals: RivalProcess | undefined;
afterEach(async () => {
  await rivals?.close();
  rivals = undefined;
});

function started(...parameters: readonly string[]): RivalProcess {
  rivals = startRivals(process.execPath, parameters);
  return rivals;
}
const fake = join(import.meta.dirname, "fake-rivals.mjs");

describe("methods in another process", () => {
  it("are counted in alarms a year, however few windows they judge", async () => {
    const calm = await rivalMethods(started(fake)).calm(independent, { ...quickTraffic, rivalWindows: 150 });
    expect(calm).toEqual([
      { method: "any", alarmsPerYear: 0, windowsTried: 150 },
      { method: "most", alarmsPerYear: 0, windowsTried: 150 },
      { method: "never", alarmsPerYear: 0, windowsTried: 150 },
      { method: "every fiftieth", alarmsPerYear: 8766 / 50, windowsTried: 150 },
    ]);
  });

  it("judge no more windows than a year has", async () => {
    const daily = { ...independent, hours: 24 };
    const calm = await rivalMethods(started(fake)).calm(daily, { ...quickTraffic, rivalWindows: 1344 });
    expect(calm.map(({ windowsTried }) => windowsTried)).toEqual([365, 365, 365, 365]);
  });

  it("wait for the shift, those that remember with the windows before it, and at most 250 windows", async () => {
    const size = { ...quickTraffic, runs: 2, calm: 90 };
    const delays = await rivalMethods(started(fake)).delays(independent, size, { feature: 1, by: 1 });
    expect([...delays]).toEqual([
      ["any", 1],
      ["most", 250],
      ["never", 250],
      ["every fiftieth", 10],
    ]);
  });

  it("that end, or answer something else, are no verdict", async () => {
    const ended = started("-e", "console.error('no module named river'); process.exitCode = 1");
    await expect(ended.ask({ window: [[1]], library: "river" })).rejects.toThrow("no module named river");
    await ended.close();
    const other = started("-e", `process.stdin.once("data", () => console.log('{"river ADWIN": "yes"}'))`);
    await expect(other.ask({ window: [[1]], library: "river" })).rejects.toThrow("expected boolean");
  });

  it("are left out with a line that says how to get them where a Python has them not, or is not there", () => {
    const lines: string[] = [];
    for (const python of ["no-such-python", process.execPath])
      expect(rivalsPython((line) => lines.push(line), python)).toBeNull();
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/no-such-python has not .*test\/bench\/drift\/requirements\.txt.*pip install/);
  });
});

const python = rivalsPython(console.warn);
describe.skipIf(python === null)("Evidently, NannyML and river", () => {
  it("find what moved by three standard deviations in one of five columns, Evidently not half of them", async () => {
    rivals = startRivals(python ?? "", [rivalsScript]);
    const { training, next } = simulatedRows(independent, 3, { feature: 1, by: 3, from: 1 });
    const trained = (training[0] ?? []).map((_, feature) => training.map((row) => row[feature] ?? 0));
    await rivals.ask({ trained, rows: independent.rows });
    const asked = async (window: readonly Float64Array[]) => {
      const all = {};
      for (const library of ["evidently", "nannyml", "river"])
        Object.assign(all, await rivals?.ask({ window: window.map((column) => [...column]), library }));
      return all;
    };
    const methods = ["Evidently, half of the columns", "NannyML", "river ADWIN"];
    expect(await asked(next())).toMatchObject(Object.fromEntries(methods.map((method) => [method, false])));
    expect(await asked(next())).toEqual({
      "Evidently, any column": true,
      "Evidently, half of the columns": false,
      NannyML: true,
      "river ADWIN": true,
      "river Page-Hinkley": true,
    });
  });
});
