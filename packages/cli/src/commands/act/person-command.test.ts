import { afterEach, expect, test } from "vitest";
import { type ApiServer, apiServer, problem, type Reply } from "../../../test/api-server.ts";
import { sampleLedger } from "../../../test/sample-ledger.ts";
import { sampleState } from "../../../test/sample-state.ts";
import { type Changes, type } from "../../../test/terminal.ts";

let server: ApiServer | null = null;
afterEach(() => server?.close());

const read: Reply = { body: sampleState };
const came = sampleLedger.slice(21);
const accepted: Reply = { body: { result: "accepted", sequence: 25, entries: came, why: null } };

async function give(
  words: readonly string[],
  replies: Parameters<typeof apiServer>[0],
  changes: Changes = {},
) {
  server = await apiServer({ "GET /models/frost": read, ...replies });
  const said = await type([...words, "--api", server.url], changes);
  return { ...said, posted: server.received.filter(({ method }) => method === "POST") };
}

test.each([
  [["retrain", "frost"], "retrain", {}],
  [["approve", "frost", "6"], "approve", { version: 6 }],
  [["reject", "frost", "6"], "reject", { version: 6 }],
  [["start-rollout", "frost", "6"], "start-rollout", { version: 6 }],
  [["promote", "frost"], "promote", {}],
  [["rollback", "frost"], "roll-back", {}],
  [["undo", "frost"], "undo", {}],
  [["pause", "frost"], "pause", {}],
  [["resume", "frost"], "resume", {}],
  [["acknowledge", "frost", "20"], "acknowledge", { alert: 20 }],
])("%j sends what it is about, why, and the ledger's end that it was given on", async (words, verb, more) => {
  const { code, posted, questions } = await give([...words, "--because", " the sensors are swapped "], {
    [`POST /models/frost/${verb}`]: accepted,
  });
  expect(code).toBe(0);
  expect(questions).toEqual([]);
  expect(posted).toMatchObject([
    {
      path: `/models/frost/${verb}`,
      headers: { "idempotency-key": "key-1", "content-type": "application/json" },
      body: { reason: "the sensors are swapped", expectedSequence: 23, ...more },
    },
  ]);
  expect(Object.keys(posted[0]?.body ?? {})).toHaveLength(2 + Object.keys(more).length);
});

const pause = ["pause", "frost", "--because", "x"];

test("a key that was given is sent", async () => {
  const { posted } = await give([...pause, "--key", "ticket-7"], { "POST /models/frost/pause": accepted });
  expect(posted[0]?.headers["idempotency-key"]).toBe("ticket-7");
});

test("what came of it is a table on a terminal, and JSON elsewhere", async () => {
  const { out } = await give(pause, { "POST /models/frost/pause": accepted }, { columns: 110 });
  expect(out).toEqual([
    "time (UTC)            #  kind              because",
    "2026-03-02 11:20:00  22  command-accepted  ops asked to pause: the sensors are being swapped",
    "2026-03-02 11:20:00  23  paused            ops paused the model: the sensors are being swapped",
  ]);
  server?.close();
  const program = await give(pause, { "POST /models/frost/pause": accepted });
  expect(program.out.map((line) => JSON.parse(line))).toEqual([accepted.body]);
});

test("a command that was given before says so, and what came of it then", async () => {
  const repeated = { body: { result: "repeated", sequence: 30, entries: came, why: null } };
  const { code, out, hints } = await give(pause, { "POST /models/frost/pause": repeated }, { columns: 110 });
  expect(code).toBe(0);
  expect(hints).toEqual(["This key was given before; what came of it then:"]);
  expect(out).toHaveLength(3);
});

const refused = {
  ...sampleLedger[21],
  sequence: 24,
  kind: "command-refused",
  data: {
    by: "arn:aws:iam::123456789012:user/ada",
    route: "api",
    reason: "x",
    command: { name: "promote" },
    why: "No trial is under way.",
  },
};

test.each<[string, Reply]>([
  ["as a problem", problem("refused", 409, "No trial is under way.", { entry: refused })],
  [
    "as an answer",
    { body: { result: "refused", sequence: 24, entries: [refused], why: "No trial is under way." } },
  ],
])("a refusal %s ends with 3, says why, and whom the API takes the asker for", async (_, reply) => {
  const { code, out, hints } = await give(["promote", "frost", "--because", "x"], {
    "POST /models/frost/promote": reply,
  });
  expect({ code, out }).toEqual({ code: 3, out: [] });
  expect(hints).toEqual([
    'Refused: No trial is under way. It is entry 24; you are "arn:aws:iam::123456789012:user/ada" there.',
  ]);
});

test("a ledger that went on ends with 4 and tells what happened since", async () => {
  const since = sampleLedger.slice(16, 18).map((entry, index) => ({ ...entry, sequence: 24 + index }));
  const { code, out, hints } = await give(pause, {
    "POST /models/frost/pause": problem("sequence-conflict", 409, "It ends with 25.", { sequence: 25 }),
    "GET /models/frost/entries?after=23&limit=10": { body: { entries: since, next: null } },
  });
  expect({ code, out }).toEqual({ code: 4, out: [] });
  expect(hints[0]?.split("\n")).toEqual([
    "Nothing was done: the ledger of frost ended with entry 23 when it was read, and goes on:",
    "  time (UTC)            #  kind             because",
    "  2026-03-02 10:35:00  24  rollout-looked   At 50%: the challenger is better (ln E 4.5, line 3.689).",
    "  2026-03-02 10:35:00  25  weights-shifted  The challenger is better (ln E 4.5, line 3.689) and bears 50% of the traffic without harm.",
    "If it still holds, run it again.",
  ]);
});

test.each([
  [["approve", "frost", "6"], "approve", "Approve version 6 of frost? [y/N] "],
  [["reject", "frost", "6"], "reject", "Reject version 6 of frost? [y/N] "],
  [["promote", "frost"], "promote", "Promote version 5 of frost to all of the traffic now? [y/N] "],
  [["rollback", "frost"], "roll-back", "Roll back version 5 of frost now? [y/N] "],
  [["undo", "frost"], "undo", "Take the last promotion of frost back now? [y/N] "],
])("%j asks on a terminal, and does nothing without a yes", async (words, verb, question) => {
  const replies = { [`POST /models/frost/${verb}`]: accepted };
  const no = await give([...words, "--because", "x"], replies, { answers: [""] });
  expect(no).toMatchObject({ code: 1, posted: [], hints: ["Nothing was done."], questions: [question] });
  server?.close();
  const yes = await give([...words, "--because", "x"], replies, { answers: ["Y"] });
  expect(yes).toMatchObject({ code: 0, posted: [{}], questions: [question] });
  server?.close();
  const unasked = await give([...words, "--because", "x", "--yes"], replies, { answers: [] });
  expect(unasked).toMatchObject({ code: 0, posted: [{}], questions: [] });
});

test.each([
  [["pause", "frost"]],
  [["pause", "--because", "x"]],
  [["pause", "frost", "--because", " "]],
  [["approve", "frost", "--because", "x"]],
  [["approve", "frost", "0", "--because", "x"]],
  [["pause", "frost", "--because", "x", "--key", "a\nb"]],
  [["pause", "frost", "--because", "x", "--by", "ops"]],
])("%j is a wrong call, and nothing is sent", async (words) => {
  const { code, posted } = await give(words, {});
  expect({ code, posted }).toEqual({ code: 2, posted: [] });
});

test("a model that is not there ends with 6 before anything is asked or sent", async () => {
  const { code, hints, posted, questions } = await give(
    ["promote", "snow", "--because", "x"],
    {},
    { answers: ["y"] },
  );
  expect({ code, posted, questions }).toEqual({ code: 6, posted: [], questions: [] });
  expect(hints).toEqual(["There is no /models/snow."]);
});
