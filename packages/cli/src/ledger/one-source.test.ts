import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type ApiServer, apiServer } from "../../test/api-server.ts";
import { sampleLedger } from "../../test/sample-ledger.ts";
import { type } from "../../test/terminal.ts";
import { writeLedgerFile } from "./ledger-file.ts";

const ownFleet = fileURLToPath(new URL("../../../../driftwheel.config.ts", import.meta.url));

let directory = "";
let server: ApiServer | null = null;

beforeEach(async () => {
  directory = temporaryFolder();
  await writeLedgerFile(join(directory, ".driftwheel/ledger.jsonl"), sampleLedger);
  await writeFile(
    join(directory, "driftwheel.config.ts"),
    `export { default } from ${JSON.stringify(ownFleet)};\n`,
  );
});
afterEach(() => server?.close());

test("status, models and approvals tell of the ledger that ledger and explain tell of", async () => {
  const last = sampleLedger.at(-1)?.sequence;
  const entries = await type(["ledger", "frost", "--json"], { directory });
  const status = await type(["status", "frost", "--json"], { directory });
  const models = await type(["models", "--json"], { directory });
  const approvals = await type(["approvals", "--no-json"], { directory });
  expect([entries.code, status.code, models.code, approvals.code]).toEqual([0, 0, 0, 0]);
  expect(JSON.parse(entries.out.at(-1) ?? "")).toMatchObject({ sequence: last });
  expect(JSON.parse(status.out[0] ?? "")).toMatchObject({
    model: "frost",
    endpoint: "frost-prod",
    sequence: last,
  });
  expect(JSON.parse(models.out[0] ?? "")).toMatchObject({ model: "frost", sequence: last });
  expect(approvals.out).toEqual(["Nothing waits for approval."]);
});

test("all of them ask the API that is named rather than the file", async () => {
  server = await apiServer({
    "GET /models/frost/entries?after=0&limit=100": {
      body: { entries: sampleLedger.slice(0, 1), next: null },
    },
    "GET /models": { body: { models: [] } },
  });
  const environment = { DRIFTWHEEL_API_URL: server.url };
  expect((await type(["ledger", "frost", "--json"], { directory, environment })).out).toHaveLength(1);
  expect((await type(["models", "--json"], { directory, environment })).out).toEqual([]);
});

test("all of them ask the API of npm run local rather than the file, while it runs", async () => {
  const asked: string[] = [];
  const serves = async (address: string) => {
    asked.push(address);
    return true;
  };
  for (const words of [
    ["ledger", "frost"],
    ["status", "frost"],
    ["models"],
    ["approvals"],
    ["explain", "frost", "1"],
  ]) {
    const { code, out } = await type([...words, "--token", "a.b.c"], {
      directory,
      serves,
      wait: async () => {},
    });
    // It says that it serves and is not there: what is told is not the file's.
    expect({ words, code: code === 0 ? "done" : "failed", out }).toEqual({ words, code: "failed", out: [] });
  }
  expect(new Set(asked)).toEqual(new Set(["http://127.0.0.1:4567"]));
});

test("a model that the fleet has not is named with the fleet's own", async () => {
  const { code, hints } = await type(["status", "snow"], { directory });
  expect(code).toBe(6);
  expect(hints[0]).toContain('The fleet has no model "snow"');
});

test("without a fleet beside it, status says where to look from", async () => {
  const elsewhere = temporaryFolder();
  await writeLedgerFile(join(elsewhere, ".driftwheel/ledger.jsonl"), sampleLedger);
  const { code, out, hints } = await type(["status", "frost"], { directory: elsewhere });
  expect({ code, out }).toEqual({ code: 1, out: [] });
  expect(hints[0]).toContain("There is no driftwheel.config.ts here");
});
