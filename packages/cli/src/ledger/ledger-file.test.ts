import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { sampleLedger } from "../../test/sample-ledger.ts";
import { readLedgerFile, writeLedgerFile } from "./ledger-file.ts";

test("what is written is read again, entry by entry, and no other file stays behind", async () => {
  const folder = join(temporaryFolder(), "deep", ".driftwheel");
  const path = join(folder, "ledger.jsonl");
  await writeLedgerFile(path, sampleLedger);
  expect(await readLedgerFile(path)).toEqual(sampleLedger);
  expect(await readdir(folder)).toEqual(["ledger.jsonl"]);
});

test("a line has exactly the fields of an entry, in the order of the ledger", async () => {
  const path = join(temporaryFolder(), "ledger.jsonl");
  const [first] = sampleLedger;
  if (!first) throw new Error("the sample is empty");
  await writeLedgerFile(path, [{ ...first, ...{ extra: 1 } }]);
  expect(Object.keys(JSON.parse(await readFile(path, "utf8")))).toEqual([
    "model",
    "sequence",
    "kind",
    "at",
    "because",
    "causedBy",
    "data",
  ]);
});

test("an entry that was written with spaces in its values is read as entries are written today", async () => {
  const path = join(temporaryFolder(), "ledger.jsonl");
  const [first] = sampleLedger;
  const skipped = {
    ...first,
    kind: "retraining-skipped",
    data: { reason: "one already running", until: null },
  };
  await writeFile(path, JSON.stringify(skipped));
  expect(await readLedgerFile(path)).toMatchObject([{ data: { reason: "one-already-running" } }]);
});

test.each([
  ["{", "line 2: is no JSON"],
  ["[]", "line 2: is no ledger entry"],
  ['{"model":"frost","sequence":0}', "line 2: is no ledger entry; sequence:"],
])("the line %j is named", async (line, message) => {
  const path = join(temporaryFolder(), "ledger.jsonl");
  await writeFile(path, `\n${line}\n`);
  await expect(readLedgerFile(path)).rejects.toThrow(message);
});
