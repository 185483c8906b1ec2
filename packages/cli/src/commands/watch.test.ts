import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

const random = seededIntegers(4);
/** Swell from 0 to 2 and moved by so much. */
const swell = (moved: number) => (2 * (random() / 2 ** 32) + moved).toFixed(3);
const start = Date.UTC(2026, 4, 4);

/** So many captures of one hour, with what the model answered where that is given. */
function hour(
  number: number,
  count: number,
  moved = 0,
  answer: (() => string) | null = null,
): readonly string[] {
  return Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      captureData: {
        endpointInput: { observedContentType: "text/csv", data: swell(moved), encoding: "CSV" },
        ...(answer && {
          endpointOutput: { observedContentType: "text/csv", data: answer(), encoding: "CSV" },
        }),
      },
      eventMetadata: {
        eventId: `event-${number}-${at}`,
        inferenceTime: new Date(start + 3_600_000 * (number + at / count)).toISOString(),
      },
    }),
  );
}

const directory = temporaryFolder();

async function put(name: string, lines: readonly string[]): Promise<void> {
  await mkdir(dirname(join(directory, name)), { recursive: true });
  await writeFile(join(directory, name), lines.join("\n"));
}

async function watch(...words: readonly string[]) {
  const ended = await type(["watch", ...words, "--baseline", "statistics.json", "--json"], { directory });
  return { ...ended, windows: ended.out.map((line) => JSON.parse(line)) };
}

describe("driftwheel watch", () => {
  beforeAll(async () => {
    const trained = Array.from({ length: 2000 }, () => [swell(0)]);
    await put("statistics.json", [JSON.stringify(statisticsOf(trained, ["swell"]))]);
    for (let number = 0; number < 12; number += 1) {
      await put(`calm/${String(11 - number)}.jsonl`, hour(number, 200));
      await put(`drifts/${String(number)}.jsonl`, hour(number, 200, number < 6 ? 0 : 0.5));
    }
  });

  test("tells of each window in the order of time, and ends with 0 where drift is never confirmed", async () => {
    const { code, windows } = await watch("calm");
    expect(code).toBe(0);
    expect(windows.map(({ windowStart }) => windowStart)).toEqual(
      Array.from({ length: 12 }, (_, number) => new Date(start + 3_600_000 * number).toISOString()),
    );
    expect(Object.keys(windows[0])).toEqual([
      "windowStart",
      "windowEnd",
      "rows",
      "score",
      "sum",
      "line",
      "alarm",
      "features",
    ]);
    expect(windows.every(({ rows, alarm }) => rows === 200 && !alarm)).toBe(true);
  });

  test("alarms where the sum reaches its line, names what is behind it, and begins anew", async () => {
    const { code, windows, hints } = await watch("drifts", "--false-alarms-per-year", "2");
    expect(code).toBe(7);
    const alarm = windows.findIndex((window) => window.alarm);
    expect(alarm).toBeGreaterThan(6);
    expect(alarm).toBeLessThan(10);
    expect(windows[alarm].sum).toBeGreaterThanOrEqual(windows[alarm].line);
    expect(windows[alarm].features).toMatchObject([{ feature: "swell" }]);
    expect(windows[alarm + 1].sum).toBeLessThan(3);
    expect(hints.join()).toContain("Drift would be confirmed");
  });

  test("judges windows with too few rows with the next ones", async () => {
    const sparse = Array.from({ length: 4 }, (_, number) => hour(number, 60));
    await put("sparse.jsonl", sparse.flat());
    const { windows } = await watch("sparse.jsonl");
    expect(windows.map(({ rows, score }) => [rows, score === null])).toEqual([
      [60, true],
      [120, false],
      [60, true],
      [120, false],
    ]);
    expect(windows[1].windowStart).toBe(windows[0].windowStart);
  });

  test("takes captures that are a little out of order, and files that overlap", async () => {
    const captures = [...hour(0, 200), ...hour(1, 200)];
    const last = captures.splice(190, 1);
    await put("overlap/a.jsonl", [...captures.slice(0, 205), ...last, ...captures.slice(205)]);
    await put("overlap/b.jsonl", hour(0, 200));
    const { windows } = await watch("overlap", "--window", "30 minutes");
    expect(windows.map(({ rows }) => rows)).toEqual([200, 200, 100, 100]);
  });

  test("watches what the model answers where the baseline has a column of it", async () => {
    const trained = Array.from({ length: 2000 }, () => [swell(0), swell(0)]);
    const statistics = statisticsOf(trained, ["swell", "answer"]);
    const driftwheel = { predictions: [{ name: "answer", place: 0 }] };
    await put("answered.json", [JSON.stringify({ ...statistics, driftwheel })]);
    const windows = Array.from({ length: 12 }, (_, number) =>
      hour(number, 200, 0, () => swell(number < 6 ? 0 : 0.5)),
    );
    await put("answered.jsonl", windows.flat());
    const { code, out } = await type(["watch", "answered.jsonl", "--baseline", "answered.json", "--json"], {
      directory,
    });
    expect(code).toBe(7);
    const alarm = out.map((line) => JSON.parse(line)).find((window) => window.alarm);
    expect(alarm.features).toMatchObject([{ feature: "answer", check: "baseline_drift_check" }]);
    await put("unanswered.jsonl", hour(0, 200));
    const without = await type(["watch", "unanswered.jsonl", "--baseline", "answered.json"], { directory });
    expect(without.code).toBe(0);
    expect(without.hints.join()).toContain("The prediction answer was left out");
  });

  test("names the field of times that rows must have", async () => {
    await put("rows.csv", ["1.0", "2.0"]);
    const { code, hints } = await watch("rows.csv");
    expect(code).toBe(2);
    expect(hints.join()).toContain("eventMetadata.inferenceTime");
  });

  test("says that there is not enough where no window has rows enough", async () => {
    await put("few.jsonl", hour(0, 20));
    expect(await watch("few.jsonl")).toMatchObject({ code: 8, windows: [{ rows: 20, score: null }] });
  });
});
