import { join } from "node:path";
import type { Entry, EntryData } from "@driftwheel/core/vocabulary/entry.ts";
import { afterEach, expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { type ApiServer, apiServer } from "../../../test/api-server.ts";
import { sampleLedger } from "../../../test/sample-ledger.ts";
import { type } from "../../../test/terminal.ts";
import { writeLedgerFile } from "../../ledger/ledger-file.ts";

let server: ApiServer | null = null;
afterEach(() => server?.close());

const sequenceOf = (kind: Entry["kind"]) => sampleLedger.find((entry) => entry.kind === kind)?.sequence ?? 0;
const retraining = sequenceOf("retraining-requested");

function recorded(sequence: number, data: Partial<EntryData["cost-recorded"]>): Entry {
  return {
    ...{ model: "frost", sequence, kind: "cost-recorded", at: "2026-03-02T20:00:00.000Z" },
    ...{ because: "It cost so much.", causedBy: 1 },
    data: { what: "retraining", of: 1, items: [], micros: 0, unknown: [], prices: null, ...data },
  };
}

const upkeep: EntryData["upkeep-recorded"] = {
  ...{ month: "2026-03", micros: 184_120, monitoring: 120_000, items: [], prices: null },
  functions: [],
  unknown: ["what the jobs ran that join ground truth, 3 of them"],
};

const last = sampleLedger.at(-1)?.sequence ?? 0;
const ledger: readonly Entry[] = [
  ...sampleLedger,
  recorded(last + 1, { of: retraining, micros: 421_600 }),
  recorded(last + 2, {
    ...{ what: "trial", of: sequenceOf("rollout-started"), micros: 38_333 },
    unknown: ["there is no endpoint config frost-trial any more"],
  }),
];

async function folderWith(entries: readonly Entry[]): Promise<string> {
  const folder = temporaryFolder();
  await writeLedgerFile(join(folder, ".driftwheel/ledger.jsonl"), entries);
  return folder;
}

test("costs tells what was paid by month, and beside it what it brought", async () => {
  const { code, out } = await type(["costs", "frost", "--no-json"], { directory: await folderWith(ledger) });
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    [
      "month    model  retrainings   cost  trials   cost  driftwheel  monitoring  total  not known",
      "2026-03  frost            1  $0.42       1  $0.04   not known   not known  $0.46  1 trial",
      "",
      "asked for   model  entry  by     cost with its trial  became               good before   good after",
      "2026-03-02  frost     #3  drift       at least $0.46  version 5, promoted  34.4% of 180  66.7% of 120",
    ]
  `);
});

test("costs tells what it cost to run and to watch the model, once the month is over", async () => {
  const entry: Entry = {
    ...{ model: "frost", sequence: last + 3, kind: "upkeep-recorded", at: "2026-04-01T01:00:00.000Z" },
    ...{ because: "It cost so much.", causedBy: 1, data: upkeep },
  };
  const directory = await folderWith([...ledger, entry]);
  const { out } = await type(["costs", "frost", "--no-json"], { directory });
  expect(out.slice(0, 2)).toMatchInlineSnapshot(`
    [
      "month    model  retrainings   cost  trials   cost  driftwheel  monitoring  total  not known",
      "2026-03  frost            1  $0.42       1  $0.04       $0.06       $0.12  $0.64  1 trial; what the jobs ran that join ground truth, 3 of them",
    ]
  `);
  const json = await type(["costs", "frost"], { directory });
  expect(json.out.map((line) => JSON.parse(line))).toMatchObject([
    { month: "2026-03", micros: 644_053, upkeep: { own: 64_120, monitoring: 120_000 } },
  ]);
});

test("costs of what nobody wrote down are the policy's estimate, and said to be", async () => {
  const { out } = await type(["costs", "frost", "--no-json"], {
    directory: await folderWith(sampleLedger),
  });
  expect(out).toMatchInlineSnapshot(`
    [
      "month    model  retrainings   cost  trials   cost  driftwheel  monitoring  total  not known",
      "2026-03  frost            1  $0.00       1  $0.00   not known   not known  $0.00  1 retraining, about $2.50 more by the policy's estimate; 1 trial",
      "",
      "asked for   model  entry  by     cost with its trial  became               good before   good after",
      "2026-03-02  frost     #3  drift            not known  version 5, promoted  34.4% of 180  66.7% of 120",
    ]
  `);
});

test("costs are a line of JSON for each month of a model where there is no terminal", async () => {
  const { out } = await type(["costs", "frost"], { directory: await folderWith(ledger) });
  expect(out.map((line) => JSON.parse(line))).toMatchObject([
    {
      ...{ model: "frost", month: "2026-03", micros: 459_933 },
      retrainings: { count: 1, micros: 421_600, unknown: 0, estimate: 0 },
      trials: { count: 1, micros: 38_333, unknown: 1 },
      bought: [{ sequence: retraining, askedBy: "drift", version: 5, became: "promoted", complete: false }],
    },
  ]);
});

test("costs of another month are none", async () => {
  const directory = await folderWith(ledger);
  const { out } = await type(["costs", "frost", "--month", "2026-04", "--no-json"], { directory });
  expect(out).toEqual(["Nothing is written down of that time."]);
  const { code, hints } = await type(["costs", "frost", "--month", "March"], { directory });
  expect({ code, hint: hints[0] }).toEqual({
    code: 2,
    hint: expect.stringContaining("It must be a month such as 2026-11."),
  });
});

test("costs without a model asks the API for all of them that have a ledger", async () => {
  const model = (name: string, sequence: number) => ({
    ...{ model: name, endpoint: name, sequence, status: "steady" },
    ...{ championVersion: 1, openAlerts: 0, openApprovals: 0, monitoring: [] },
  });
  server = await apiServer({
    "GET /models": { body: { models: [model("frost", last + 2), model("hail", 0)] } },
    "GET /models/frost/entries?after=0&limit=100": { body: { entries: ledger, next: null } },
  });
  const { out } = await type(["costs"], { environment: { DRIFTWHEEL_API_URL: server.url } });
  expect(out.map((line) => JSON.parse(line).model)).toEqual(["frost"]);
});
