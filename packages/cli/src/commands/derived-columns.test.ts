import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { embeddings, texts } from "@driftwheel/core/monitor/derived/generated-rows.fixture.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

type Row = readonly [note: string, vector: readonly number[], hour: number];
type Changes = Partial<Parameters<typeof texts>[0] & Parameters<typeof embeddings>[0]>;

function rowsOf(rows: number, seed: number, changes: Changes = {}): readonly Row[] {
  const vectors = embeddings({ length: 16, ...changes, rows, seed: seed + 1 });
  return texts({ ...changes, rows, seed }).map((note, row) => [note, vectors[row] ?? [], row % 24]);
}

const start = Date.UTC(2026, 4, 4);
const quoted = (field: unknown) => `"${String(field)}"`;
const csvOf = (row: Row) => [quoted(row[0]), quoted(JSON.stringify(row[1])), row[2]].join(",");
const named = ([note, vector, hour]: Row) => ({ note, vector, hour });

/** Captures, so many to an hour. */
const captures = (rows: readonly Row[], encoding: "CSV" | "JSON", each = rows.length) =>
  rows
    .map((row, at) => {
      const data = encoding === "CSV" ? csvOf(row) : JSON.stringify({ instances: [named(row)] });
      const observedContentType = encoding === "CSV" ? "text/csv" : "application/json";
      return JSON.stringify({
        captureData: { endpointInput: { observedContentType, mode: "INPUT", data, encoding } },
        eventMetadata: {
          eventId: `event-${at}`,
          inferenceTime: new Date(start + (3_600_000 * at) / each).toISOString(),
        },
      });
    })
    .join("\n");

const directory = temporaryFolder();
const trained = rowsOf(2_000, 1);

async function put(name: string, content: string): Promise<void> {
  await mkdir(dirname(join(directory, name)), { recursive: true });
  await writeFile(join(directory, name), content);
}

const run = (...words: readonly string[]) => type(words, { directory });
const against = ["--baseline", "statistics.json", "--json"];
const violatedIn = (line = "{}"): readonly string[] =>
  JSON.parse(line)
    .features.filter(({ violated }: { violated: boolean }) => violated)
    .map(({ feature }: { feature: string }) => feature);

describe("driftwheel, of a training set with embeddings and texts", () => {
  beforeAll(async () => {
    await put("train.jsonl", trained.map((row) => JSON.stringify(named(row))).join("\n"));
    await put("train.csv", ["note,vector,hour", ...trained.map(csvOf)].join("\n"));
    await put("calm.jsonl", captures(rowsOf(400, 11), "JSON"));
    await put("calm-csv.jsonl", captures(rowsOf(400, 11), "CSV"));
    const { code } = await run("baseline", "train.jsonl", "--windows", "200");
    expect(code).toBe(0);
  });

  test("says how each is watched, and makes the same baseline of CSV and of JSON lines", async () => {
    const { code, out } = await run("baseline", "train.csv", "--out", "csv", "--windows", "200", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? "").features).toMatchObject([
      { name: "note", watched: true, note: expect.stringContaining("free text, watched by note (length), ") },
      { name: "vector", derived: expect.arrayContaining(["vector (distance)", "vector (cluster)"]) },
      { name: "hour", derived: [] },
    ]);
    const [lines, csv] = await Promise.all(
      ["statistics.json", "csv/statistics.json"].map((name) => readFile(join(directory, name), "utf8")),
    );
    expect(csv).toBe(lines);
  });

  test("finds nothing in captures like them, of CSV and of JSON alike", async () => {
    const [json, csv] = await Promise.all(
      ["calm.jsonl", "calm-csv.jsonl"].map((file) => run("assess", file, ...against)),
    );
    expect(json?.code).toBe(0);
    expect(json?.out).toEqual(csv?.out);
    expect(JSON.parse(json?.out[0] ?? "")).toMatchObject({ rows: 400, unread: 0 });
  });

  test.each([
    ["texts in another script", { change: "other script", share: 0.2 }, "note (script)"],
    ["embeddings of a new topic", { fresh: 0.3 }, "vector (distance)"],
  ] as const)("finds %s by the column's feature", async (_, changes, feature) => {
    await put("moved.jsonl", captures(rowsOf(400, 12, changes), "JSON"));
    const { code, out } = await run("assess", "moved.jsonl", ...against);
    expect(code).toBe(7);
    expect(violatedIn(out[0])).toContain(feature);
  });

  test("tells embeddings of another length as unread, and as no drift", async () => {
    await put("longer.jsonl", captures(rowsOf(400, 13, { length: 24 }), "JSON"));
    const { code, out } = await run("assess", "longer.jsonl", ...against);
    expect(code).toBe(8);
    expect(JSON.parse(out[0] ?? "")).toMatchObject({
      rows: 0,
      unread: 400,
      reasons: [
        { reason: expect.stringContaining("has 24 numbers; expected a list of 16 numbers"), lines: 400 },
      ],
    });
  });

  test("watches captures window after window, and names what is behind the drift", async () => {
    await put(
      "weeks/all.jsonl",
      captures(
        [...rowsOf(1_200, 14), ...rowsOf(1_200, 15, { change: "truncated", share: 0.4 })],
        "JSON",
        200,
      ),
    );
    const { code, out } = await run("watch", "weeks", ...against, "--false-alarms-per-year", "2");
    expect(code).toBe(7);
    const windows = out.map((line) => JSON.parse(line));
    const alarm = windows.findIndex((window) => window.alarm);
    expect(alarm).toBeGreaterThanOrEqual(6);
    expect(alarm).toBeLessThan(10);
    expect(JSON.stringify(windows[alarm].features)).toContain("note (length)");
  });

  test.each([
    ["of different lengths", (row: number) => [1, row].slice(0, 1 + (row % 2))],
    ["of texts", () => ["a", "b"]],
  ])("refuses lists %s, and says what would be right", async (_, vector) => {
    await put(
      "wrong.jsonl",
      trained.map((row, at) => JSON.stringify({ ...named(row), vector: vector(at) })).join("\n"),
    );
    const { code, hints } = await run("baseline", "wrong.jsonl", "--windows", "0", "--out", "wrong");
    expect(code).toBe(1);
    expect(hints.join(" ")).toMatch(/wrong\.jsonl, line 1, field vector: is a list; .*--without vector/);
  });
});
