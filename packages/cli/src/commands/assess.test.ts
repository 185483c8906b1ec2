import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

const names = ["swell", "wind"] as const;
type Tide = readonly [number, string];

/** Swell from 0 to 2 and moved by so much, wind from two directions. */
function tides(count: number, seed: number, moved = 0): readonly Tide[] {
  const random = seededIntegers(seed);
  const share = () => random() / 2 ** 32;
  return Array.from({ length: count }, () => [
    Number((2 * share() + moved).toFixed(3)),
    share() < 0.7 ? "west" : "north",
  ]);
}

function captured(data: string, encoding: "CSV" | "JSON", at: number): string {
  return JSON.stringify({
    captureData: { endpointInput: { observedContentType: "text/csv", mode: "INPUT", data, encoding } },
    eventMetadata: { eventId: `event-${at}`, inferenceTime: new Date(at * 1000).toISOString() },
    eventVersion: "0",
  });
}

const asCsv = (rows: readonly Tide[]) => rows.map((row, at) => captured(row.join(","), "CSV", at)).join("\n");
const asJson = (rows: readonly Tide[]) =>
  rows
    .map(([swell, wind], at) => captured(JSON.stringify({ instances: [{ swell, wind }] }), "JSON", at))
    .join("\n");

const directory = temporaryFolder();

async function put(name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(join(directory, name)), { recursive: true });
  await writeFile(join(directory, name), content);
  return name;
}

function assess(...words: readonly string[]) {
  return type(["assess", ...words, "--baseline", "statistics.json"], { directory });
}

describe("driftwheel assess", () => {
  beforeAll(async () => {
    await put("statistics.json", JSON.stringify(statisticsOf(tides(2000, 1), names)));
    await put("steady.jsonl", asCsv(tides(400, 2)));
    await put("moved.jsonl", asCsv(tides(400, 3, 0.5)));
  });

  test("finds nothing in captures like the baseline, of CSV, JSON and gzip alike", async () => {
    await put("json.jsonl", asJson(tides(400, 2)));
    await put("packed.jsonl.gz", gzipSync(asJson(tides(400, 2))));
    const [first, ...others] = await Promise.all(
      ["steady.jsonl", "json.jsonl", "packed.jsonl.gz"].map((file) => assess(file, "--json")),
    );
    expect(first).toMatchObject({ code: 0, hints: [] });
    const answer = JSON.parse(first?.out[0] ?? "");
    expect(Object.keys(answer)).toEqual(["rows", "unread", "reasons", "features", "window"]);
    expect(answer).toMatchObject({ rows: 400, unread: 0, reasons: [] });
    expect(answer.features.map((feature: object) => Object.keys(feature))).toContainEqual([
      "feature",
      "check",
      "distance",
      "pValue",
      "violated",
    ]);
    expect(answer.features.filter(({ violated }: { violated: boolean }) => violated)).toEqual([]);
    expect(answer.window).toEqual({ pValue: expect.any(Number), score: expect.any(Number) });
    for (const other of others) expect(other.out).toEqual(first?.out);
  });

  test("names what moved, with an exit code of its own", async () => {
    const { code, out, hints } = await assess("moved.jsonl", "--json");
    expect(code).toBe(7);
    const { features, window } = JSON.parse(out[0] ?? "");
    expect(features).toContainEqual({
      feature: "swell",
      check: "baseline_drift_check",
      distance: expect.any(Number),
      pValue: expect.any(Number),
      violated: true,
    });
    expect(window.pValue).toBeLessThan(1e-6);
    // The decider lets no window count for more.
    expect(window.score).toBe(3);
    expect(hints.join("\n")).toMatch(
      /^swell differs from the baseline: \d+ windows like this in a row would confirm drift, and a retraining be asked for\.$/,
    );
  });

  test("tells people in a table what each check says, and in a sentence what the monitor would do", async () => {
    const { code, out } = await assess("steady.jsonl", "--no-json");
    expect(code).toBe(0);
    expect(out[0]).toBe("400 rows, 0 lines unread");
    expect(out[1]).toMatch(/^feature +check +distance +threshold +p +verdict$/);
    expect(out.slice(2, 4)).toEqual([
      expect.stringMatching(/^swell +baseline_drift_check .* kept$/),
      expect.stringMatching(/^wind +baseline_drift_check .* kept$/),
    ]);
    expect(out.at(-1)).toMatch(/^No check is violated: /);
  });

  test("reads folders as data capture fills them, and says what it left aside", async () => {
    const hour = "tides-prod/champion/2026/11/03/14";
    await put(`captures/${hour}/10-05-001.jsonl`, asCsv(tides(200, 2)));
    await put(`captures/${hour.replace("/14", "/15")}/10-05-002.jsonl.gz`, gzipSync(asCsv(tides(200, 4))));
    await put("captures/notes.txt", "hello");
    const { code, out, hints } = await assess("captures", "steady.jsonl", "steady.jsonl", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? "").rows).toBe(800);
    expect(hints).toEqual([
      "Left aside, because only *.jsonl and *.jsonl.gz hold captures: captures/notes.txt.",
    ]);
  });

  test("reads the files of a batch transform, whose lines are the rows themselves", async () => {
    const rows = tides(400, 2);
    const lines = rows.map((row) => row.join(",")).join("\n");
    await put("batch.csv", `swell,wind\n${lines}\n`);
    await put("bare.csv.gz", gzipSync(lines));
    await put("batch.jsonl", rows.map(([swell, wind]) => JSON.stringify({ swell, wind })).join("\n"));
    const steady = await assess("steady.jsonl", "--json");
    for (const name of ["batch.csv", "bare.csv.gz", "batch.jsonl"]) {
      expect(await assess(name, "--json")).toMatchObject({ code: 0, out: steady.out });
    }
  });

  test("says of what a batch transform captured that it names the rows' files only", async () => {
    await put("input/2026/11/03/14/a.jsonl", '[{"prefix": "s3://tides/in/"}, "day-1.csv"]\n');
    const { code, hints } = await assess("input");
    expect({ code, said: hints.join("\n") }).toEqual({
      code: 2,
      said: expect.stringContaining("a.jsonl names files in S3 and holds no rows"),
    });
    await put("turned.csv", "wind,swell\nwest,1.5\n");
    expect((await assess("turned.csv")).hints.join("\n")).toContain("expected them in the order swell,wind");
  });

  test("says that there is not enough data, which is never that nothing moved", async () => {
    await put("few.jsonl", asCsv(tides(12, 2, 0.5)));
    const few = await assess("few.jsonl", "--json");
    expect(few.code).toBe(8);
    expect(JSON.parse(few.out[0] ?? "")).toEqual({
      rows: 12,
      unread: 0,
      reasons: [],
      features: [],
      window: { pValue: null, score: null },
    });
    expect(few.hints).toEqual([
      "Not enough data: 12 rows in the window; at least 100 are needed. The monitor would say nothing of drift.",
    ]);
  });

  test("counts what it could not read by its reasons", async () => {
    const wide = tides(150, 2).map((row, at) => captured(`${row.join(",")},1`, "CSV", at));
    await put("wide.jsonl", [...wide, "no json at all"].join("\n"));
    await put("torn.jsonl.gz", gzipSync(asCsv(tides(400, 2))).subarray(0, 500));
    const { code, out } = await assess("wide.jsonl", "torn.jsonl.gz", "--json");
    expect(code).toBe(8);
    const { unread, reasons } = JSON.parse(out[0] ?? "");
    expect(unread).toBeGreaterThanOrEqual(152);
    expect(reasons[0]).toEqual({ reason: expect.stringContaining("3 values; expected 2"), lines: 150 });
    expect(reasons.map(({ reason }: { reason: string }) => reason).join("\n")).toMatch(
      /torn\.jsonl\.gz: is no complete gzip/,
    );
    const asText = await assess("wide.jsonl", "--no-json");
    expect(asText.out).toContain("  1 line: the line is no JSON; expected one captured request");
  });

  test("judges as the policy of the model says", async () => {
    const policy = { columns: ["wind", "swell"], minRows: 10 };
    await put("fleet.config.ts", fleetWith({ tides: policy, dunes: {} }));
    await put(
      "turned.jsonl",
      tides(60, 5)
        .map(([swell, wind], at) => captured(`${wind},${swell}`, "CSV", at))
        .join("\n"),
    );
    const judged = await assess("turned.jsonl", "--fleet", "fleet.config.ts", "--model", "tides", "--json");
    expect(judged).toMatchObject({ code: 0, hints: [] });
    expect(JSON.parse(judged.out[0] ?? "")).toMatchObject({ rows: 60, unread: 0 });
    expect((await assess("turned.jsonl", "--json")).code).toBe(8);
    const unnamed = await assess("turned.jsonl", "--fleet", "fleet.config.ts");
    expect(unnamed).toMatchObject({
      code: 2,
      hints: ["The fleet has several models; name one with --model: tides, dunes."],
    });
    const unknown = await assess("turned.jsonl", "--fleet", "fleet.config.ts", "--model", "tide");
    expect(unknown.hints).toEqual(["The fleet has no model tide; it has tides, dunes."]);
  });

  test("tells columns that no row has as a mismatch", async () => {
    const rows = tides(200, 2).map(([swell], at) => captured(JSON.stringify({ swell }), "JSON", at));
    await put("half.jsonl", rows.join("\n"));
    const { code, hints } = await assess("half.jsonl", "--json");
    expect(code).toBe(2);
    expect(hints[0]).toBe(
      "The baseline has wind, which no request has. That is a mismatch of columns, and no drift.",
    );
  });

  test.each([
    [["gone.jsonl"], "gone.jsonl: there is no such file."],
    [["bare"], "bare holds no captures: expected files *.jsonl or *.jsonl.gz; it has bare/a.csv."],
    [["steady.jsonl", "--model", "tides"], "There is no driftwheel.config.ts here; name one with --fleet."],
  ])("%j is wrong input", async (words, reason) => {
    await put("bare/a.csv", "1,2");
    expect(await assess(...words)).toMatchObject({ code: 2, out: [], hints: [reason] });
  });

  test.each([
    ["gone.json", null, "there is no such file; --baseline names a statistics.json."],
    ["torn.json", '{"dataset": ', "the file is no JSON"],
    ["empty.json", '{"dataset": {"item_count": 0}, "features": []}', "has no feature that can be watched."],
  ])("of the baseline %s says what is wrong", async (name, content, reason) => {
    if (content !== null) await put(name, content);
    const { code, hints } = await type(["assess", "steady.jsonl", "--baseline", name], { directory });
    expect(code).toBe(2);
    expect(hints.join("\n")).toContain(`${name}: ${reason}`);
  });
});

/** A fleet as `defineFleet` answers it, as far as the command asks. */
function fleetWith(
  models: Readonly<Record<string, { columns?: readonly string[]; minRows?: number }>>,
): string {
  const policies = Object.entries(models).map(([name, drift]) => [
    name,
    {
      endpoint: `${name}-prod`,
      rollout: { lookEvery: 300_000 },
      drift: {
        monitor: "driftwheel",
        sensitivity: { falseAlarmsPerYear: 2, minEffect: 0.1 },
        window: 3_600_000,
        minRows: 100,
        ...drift,
      },
    },
  ]);
  return `export default ${JSON.stringify({ models: Object.fromEntries(policies) })};\n`;
}
