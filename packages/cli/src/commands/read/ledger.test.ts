import { join } from "node:path";
import picocolors from "picocolors";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { sampleLedger } from "../../../test/sample-ledger.ts";
import { type } from "../../../test/terminal.ts";
import { writeLedgerFile } from "../../ledger/ledger-file.ts";

let directory = "";

beforeEach(async () => {
  directory = temporaryFolder();
  const hail = sampleLedger.slice(0, 2).map((entry) => ({ ...entry, model: "hail" }));
  await writeLedgerFile(join(directory, ".driftwheel/ledger.jsonl"), [...hail, ...sampleLedger]);
});

test("lists time, sequence, kind and sentence, without the confirmations of effects", async () => {
  const { code, out } = await type(["ledger", "frost", "--no-json"], { directory });
  expect(code).toBe(0);
  expect(out.slice(0, 4)).toEqual([
    "time (UTC)            #  kind                  because",
    "2026-03-02 09:00:00   1  signal-observed       temp_max moved in the first window (CUSUM 2.1 of 4.37).",
    "2026-03-02 10:00:00   2  drift-confirmed       temp_max, wind drifted: 2 windows (CUSUM 5.2 of 4.37).",
    "2026-03-02 10:00:00   3  retraining-requested  Drift in temp_max, wind is confirmed; no retraining runs.",
  ]);
  expect(out.some((line) => line.includes("effect-done"))).toBe(false);
  expect(out.some((line) => line.includes("effect-failed"))).toBe(true);
});

test("--all lists the confirmations too", async () => {
  const { out } = await type(["ledger", "frost", "--all", "--no-json"], { directory });
  expect(out.filter((line) => line.includes("effect-done"))).toHaveLength(4);
});

test.each([
  ["with --json", ["--json"]],
  ["where standard output is no terminal", []],
])("%s it prints every entry of the model as JSON and nothing else", async (_, words) => {
  const { out, hints } = await type(["ledger", "frost", ...words], { directory });
  expect(out.map((line) => JSON.parse(line))).toEqual(sampleLedger);
  expect(hints).toEqual([]);
});

test("on a terminal long sentences go on below themselves, and kinds have colours", async () => {
  const colors = picocolors.createColors(true);
  const { out } = await type(["ledger", "frost"], { directory, columns: 80, colors });
  const rows = out.slice(out.findIndex((line) => line.includes("drift-confirmed")));
  expect(rows[0]).toContain(colors.yellow("drift-confirmed     "));
  expect(rows[0]).toMatch(/temp_max, wind drifted: 2 windows$/);
  expect(rows[1]).toBe(`${" ".repeat(47)}(CUSUM 5.2 of 4.37).`);
});

test("a model without entries is an error that tells which there are", async () => {
  const { code, out, hints } = await type(["ledger", "snow", "--json"], { directory });
  expect({ code, out }).toEqual({ code: 6, out: [] });
  expect(hints).toEqual(['.driftwheel/ledger.jsonl has no entries of model "snow"; it has hail, frost.']);
});

test("without a ledger, the error says how to get one", async () => {
  const { code, hints } = await type(["ledger", "frost"]);
  expect(code).toBe(1);
  expect(hints[0]).toContain('Run "npm start" first');
});
