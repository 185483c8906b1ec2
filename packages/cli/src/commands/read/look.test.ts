import { afterEach, expect, test } from "vitest";
import { type ApiServer, apiServer } from "../../../test/api-server.ts";
import { sampleLedger } from "../../../test/sample-ledger.ts";
import { sampleState } from "../../../test/sample-state.ts";
import { type } from "../../../test/terminal.ts";

let server: ApiServer | null = null;
afterEach(() => server?.close());

async function look(
  words: readonly string[],
  replies: Parameters<typeof apiServer>[0],
  columns: number | null,
) {
  server = await apiServer(replies);
  return await type(words, { columns, environment: { DRIFTWHEEL_API_URL: `${server.url}/` } });
}

const summary = {
  endpoint: "frost-prod",
  packageGroup: "frost",
  sequence: 23,
  status: "on-trial",
  championVersion: 4,
  openAlerts: 2,
  openApprovals: 0,
  monitoring: sampleState.monitoring,
};
const models = [
  { model: "frost", ...summary },
  {
    model: "hail",
    ...summary,
    endpoint: "hail-prod",
    sequence: 0,
    status: "steady",
    championVersion: null,
    openAlerts: 0,
    monitoring: [],
  },
];

test("models lists each with what it is at", async () => {
  const { code, out } = await look(["models"], { "GET /models": { body: { models } } }, 100);
  expect(code).toBe(0);
  expect(out).toEqual([
    "model  endpoint    champion   last judged                    approvals  alerts  entries  status",
    "frost  frost-prod  version 4  2026-03-02 09:00:00, 480 rows          0       2       23  on trial",
    "hail   hail-prod   -          -                                      0       0        0  steady",
  ]);
});

test("models is a line of JSON for each where there is no terminal", async () => {
  const { out } = await look(["models"], { "GET /models": { body: { models } } }, null);
  expect(out.map((line) => JSON.parse(line))).toEqual(models);
});

test("status tells what is so, and nothing of what is not", async () => {
  const { code, out } = await look(["status", "frost"], { "GET /models/frost": { body: sampleState } }, 100);
  expect(code).toBe(0);
  expect(out.join("\n")).toMatchInlineSnapshot(`
    "frost  held
    held        since 2026-03-02 11:25:00: The endpoint has another config. Go on with driftwheel resume
                frost.
    paused      by ops since 2026-03-02 11:20:00: the sensors are being swapped
    endpoint    frost-prod, served by version 4
    drift       in temp_max, wind since 2026-03-02 08:00:00; no retraining: cooldown
    watched     drift: last judged for the window until 2026-03-02 09:00:00 on 480 rows, 3 not read: a
                row has 4 values; expected 5 (3)
    blind       drift since 2026-03-02 10:00:00, 2 windows: 12 rows in the window; at least 100 are
                needed.
    watched     the quality of answers: never judged so far
    retraining  since 2026-03-02 10:00:00, until 2026-03-03 10:00:00 at most; not started so far
    on trial    version 5 with 10% of the traffic, looking, 1 look, until 2026-03-04 10:23:00 at most
                champion 31 of 90 good (34.44%), challenger without outcomes
    approval    version 6 waits until 2026-03-05 10:22:00: driftwheel approve frost 6, or reject
    alert       #20 page since 2026-03-02 11:25:00, nobody has it, escalated: frost: the endpoint was
                changed by someone else
    The ledger ends with entry 23. Times are UTC."
  `);
  server?.close();
  const quiet = {
    ...sampleState,
    status: "steady",
    monitoring: [],
    drift: { confirmed: null, skipped: null },
    retraining: null,
    rollout: null,
    paused: null,
    held: null,
    alerts: [],
    approvals: [],
  };
  const steady = await look(["status", "frost"], { "GET /models/frost": { body: quiet } }, 100);
  expect(steady.out).toEqual([
    "frost  steady",
    "endpoint    frost-prod, served by version 4",
    "watched     no window has been told of so far",
    "The ledger ends with entry 23. Times are UTC.",
  ]);
});

test("status --json has all that the API says", async () => {
  const { out } = await look(
    ["status", "frost", "--json"],
    { "GET /models/frost": { body: sampleState } },
    100,
  );
  expect(out.map((line) => JSON.parse(line))).toEqual([sampleState]);
});

test("approvals lists what waits, until when, and where to look first", async () => {
  const replies = { "GET /approvals": { body: { approvals: sampleState.approvals } } };
  const { out } = await look(["approvals"], replies, 120);
  expect(out).toEqual([
    "model  version  asked (UTC)          until (UTC)          to see what it stands on",
    "frost        6  2026-03-02 10:22:00  2026-03-05 10:22:00  driftwheel explain frost 9",
  ]);
  server?.close();
  const none = await look(["approvals"], { "GET /approvals": { body: { approvals: [] } } }, 120);
  expect(none.out).toEqual(["Nothing waits for approval."]);
  server?.close();
  const program = await look(["approvals"], replies, null);
  expect(program.out.map((line) => JSON.parse(line))).toEqual(sampleState.approvals);
});

test("ledger reads page after page of the API that is named", async () => {
  const { out } = await look(
    ["ledger", "frost"],
    {
      "GET /models/frost/entries?after=0&limit=100": {
        body: { entries: sampleLedger.slice(0, 10), next: 10 },
      },
      "GET /models/frost/entries?after=10&limit=100": {
        body: { entries: sampleLedger.slice(10), next: null },
      },
    },
    null,
  );
  expect(out.map((line) => JSON.parse(line))).toEqual(sampleLedger);
});

test("a model of which nothing was written so far has an empty ledger", async () => {
  const replies = { "GET /models/frost/entries?after=0&limit=100": { body: { entries: [], next: null } } };
  expect((await look(["ledger", "frost"], replies, 100)).out).toEqual([
    "The ledger of frost is empty so far.",
  ]);
  server?.close();
  expect(await look(["ledger", "frost"], replies, null)).toMatchObject({ code: 0, out: [] });
});

test("explain tells what the API made of the explanation", async () => {
  const explanation = {
    entry: sampleLedger[4],
    signal: "drift-reported frost-prod 2",
    before: [sampleLedger[1], sampleLedger[2]],
    after: [],
  };
  const replies = { "GET /models/frost/entries/5": { body: explanation } };
  const { out } = await look(["explain", "frost", "5"], replies, 100);
  expect(out[0]).toBe("  #5  2026-03-02 10:00:00 UTC  retraining-started");
  expect(out.filter((line) => /^ {2}#[23] /.test(line))).toHaveLength(2);
  server?.close();
  const program = await look(["explain", "frost", "5"], replies, null);
  expect(program.out.map((line) => JSON.parse(line))).toEqual([explanation]);
});

test("an entry that the API does not have ends with 6", async () => {
  expect((await look(["explain", "frost", "99"], {}, 100)).code).toBe(6);
});
