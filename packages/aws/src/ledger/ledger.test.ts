import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import { initialState } from "@driftwheel/core/vocabulary/state.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDynamoDb, type TestDynamoDb } from "../testing/dynamodb.ts";
import { dynamoLedger } from "./ledger.ts";

const table = "ledger-under-test";
let database: TestDynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  database = await startDynamoDb();
  client = database.newClient();
  await database.createTable(table);
});
afterAll(() => database.close());

/** An item as `append` once wrote it. */
async function putEntry(model: string, kind: string, data: object): Promise<void> {
  const entry = { ...entries(model, 1, 1)[0], kind, data };
  const item = { pk: { S: `MODEL#${model}` }, sk: { S: "ENTRY#000000000001" } };
  await client.send(
    new PutItemCommand({
      TableName: table,
      Item: { ...item, last: { N: "1" }, entries: { S: JSON.stringify([entry]) } },
    }),
  );
}

function entries(model: string, from: number, to: number, writer = "someone"): Entry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    model,
    sequence: from + index,
    kind: "paused",
    at: "2026-08-03T10:00:00.000Z",
    because: `${writer} wrote this.`,
    causedBy: "test",
    data: { by: writer, reason: "p = 4e-211" },
  }));
}

describe("the ledger in DynamoDB", () => {
  it("is empty for a model never seen", async () => {
    expect(await dynamoLedger({ table, client }).read("unseen")).toEqual([]);
  });

  it("gives back the entries of all appends in order", async () => {
    const ledger = dynamoLedger({ table, client });
    expect(await ledger.append("ordered", entries("ordered", 1, 3))).toBe("appended");
    expect(await ledger.append("ordered", entries("ordered", 4, 4))).toBe("appended");
    expect(await ledger.append("ordered", entries("ordered", 5, 11))).toBe("appended");
    expect(await ledger.read("ordered")).toEqual(entries("ordered", 1, 11));
    expect(await ledger.read("order")).toEqual([]);
  });

  it("reads an entry that was written with spaces in its values as entries are written today", async () => {
    await putEntry("spaced", "command-accepted", { command: { name: "roll back" } });
    const ledger = dynamoLedger({ table, client });
    const today = [{ data: { command: { name: "roll-back" } } }];
    expect(await ledger.read("spaced")).toMatchObject(today);
    expect(await ledger.readAfter("spaced", 0)).toMatchObject(today);
  });

  it("reads a ledger that is longer than one page of DynamoDB", async () => {
    const ledger = dynamoLedger({ table, client });
    const long = (from: number, to: number) =>
      entries("long", from, to).map((entry) => ({ ...entry, because: "x".repeat(60_000) }));
    for (let from = 1; from <= 25; from += 5) await ledger.append("long", long(from, from + 4));
    const read = await ledger.read("long");
    expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  });

  it("lets one of two writers win who read the same end", async () => {
    const one = dynamoLedger({ table, client });
    const other = dynamoLedger({ table, client });
    await one.append("contested", entries("contested", 1, 2));
    await Promise.all([one.read("contested"), other.read("contested")]);
    const outcomes = await Promise.all([
      one.append("contested", entries("contested", 3, 5, "one")),
      other.append("contested", entries("contested", 3, 3, "other")),
    ]);
    expect(outcomes.toSorted()).toEqual(["appended", "conflict"]);
    const winner =
      outcomes[0] === "appended" ? entries("contested", 3, 5, "one") : entries("contested", 3, 3, "other");
    expect((await one.read("contested")).slice(2)).toEqual(winner);
  });

  it("refuses a sequence that lies inside another writer's append", async () => {
    const one = dynamoLedger({ table, client });
    const other = dynamoLedger({ table, client });
    await one.append("inside", entries("inside", 1, 3, "one"));
    expect(await other.append("inside", entries("inside", 2, 2, "other"))).toBe("conflict");
    expect(await other.append("inside", entries("inside", 3, 4, "other"))).toBe("conflict");
    expect(await other.append("inside", entries("inside", 4, 4, "other"))).toBe("appended");
    expect((await one.read("inside")).map(({ because }) => because)).toEqual([
      "one wrote this.",
      "one wrote this.",
      "one wrote this.",
      "other wrote this.",
    ]);
  });

  it("refuses an append that would leave a gap", async () => {
    const ledger = dynamoLedger({ table, client });
    await ledger.append("gap", entries("gap", 1, 1));
    expect(await ledger.append("gap", entries("gap", 3, 3))).toBe("conflict");
    expect(await ledger.read("gap")).toHaveLength(1);
  });

  it("has neither gap nor double after many writers met", async () => {
    const writers = Array.from({ length: 4 }, (_, index) => ({
      name: `writer ${index}`,
      ledger: dynamoLedger({ table, client }),
    }));
    const appends = 12;
    await Promise.all(
      writers.map(async ({ name, ledger }, index) => {
        for (let done = 0; done < appends; ) {
          const end = (await ledger.read("crowd")).length;
          // One, two or three entries at a time, so that appends overlap without beginning alike.
          const batch = entries("crowd", end + 1, end + 1 + ((index + done) % 3), name);
          if ((await ledger.append("crowd", batch)) === "appended") done++;
        }
      }),
    );
    const read = await dynamoLedger({ table, client }).read("crowd");
    expect(read.map(({ sequence }) => sequence)).toEqual(read.map((_, index) => index + 1));
    const written = writers.flatMap((_, index) =>
      Array.from({ length: appends }, (_append, done) => 1 + ((index + done) % 3)),
    );
    expect(read).toHaveLength(written.reduce((sum, count) => sum + count, 0));
  });

  it("knows its own write again when the answer to it was lost", async () => {
    const lossy = database.newClient();
    let lost = 0;
    lossy.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        if (context.commandName === "PutItemCommand" && lost++ === 0) {
          throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
        }
        return answer;
      },
      { step: "deserialize", priority: "high" },
    );
    const ledger = dynamoLedger({ table, client: lossy });
    expect(await ledger.append("lossy", entries("lossy", 1, 2))).toBe("appended");
    expect(lost).toBe(1);
    expect(await ledger.read("lossy")).toEqual(entries("lossy", 1, 2));
    lossy.destroy();
  });

  it("reads the entries after one that ended an append, and appends behind them", async () => {
    const ledger = dynamoLedger({ table, client });
    await ledger.append("later", entries("later", 1, 3));
    await ledger.append("later", entries("later", 4, 5));
    await ledger.append("later", entries("later", 6, 6));

    expect(await ledger.readAfter("later", 3)).toEqual(entries("later", 4, 6));
    expect(await ledger.append("later", entries("later", 7, 7))).toBe("appended");
    expect(await ledger.readAfter("later", 7)).toEqual([]);
    // A reader who was told of an end that the ledger does not have leaves no gap in it.
    expect(await ledger.readAfter("later", 40)).toEqual([]);
    expect(await ledger.append("later", entries("later", 41, 41))).toBe("conflict");
  });

  it("gives pages of a ledger that may begin and end within an append, and reads no more than they take", async () => {
    const counting = database.newClient();
    let items = 0;
    counting.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        const { Items = [] } = answer.output as { Items?: readonly unknown[] }; // a query's answer
        items += Items.length;
        return answer;
      },
      { step: "initialize" },
    );
    const ledger = dynamoLedger({ table, client: counting });
    for (let from = 1; from <= 58; from += 3) await ledger.append("paged", entries("paged", from, from + 2));
    items = 0;
    for (let after = 0; after < 60; after += 4) {
      const page = await ledger.page("paged", { after, limit: 4 });
      expect(page).toEqual({ entries: entries("paged", after + 1, after + 4), more: after < 56 });
    }
    // Fifteen pages of at most five items each, and the item where each but the first begins.
    expect(items).toBeLessThanOrEqual(15 * 5 + 14);
    expect(await ledger.page("paged", { after: 60, limit: 4 })).toEqual({ entries: [], more: false });
    expect(await ledger.page("paged", { after: 900, limit: 4 })).toEqual({ entries: [], more: false });
    expect(await ledger.page("unseen", { after: 0, limit: 4 })).toEqual({ entries: [], more: false });
    counting.destroy();
  });

  it("gives pages of one kind", async () => {
    await putEntry("kinds", "paused", { by: "someone" });
    const ledger = dynamoLedger({ table, client });
    const mixed = entries("kinds", 2, 7).map((entry, index): Entry => {
      const data = { by: "someone", reason: "To see." };
      if (index % 2 > 0) return { ...entry, kind: "paused", data };
      return { ...entry, kind: "resumed", data: { ...data, endpoint: null, rollout: null } };
    });
    await ledger.append("kinds", mixed.slice(0, 2));
    await ledger.append("kinds", mixed.slice(2, 3));
    await ledger.append("kinds", mixed.slice(3));
    const page = async (after: number, limit: number) => {
      const found = await ledger.page("kinds", { after, limit, kind: "paused" });
      return [found.entries.map(({ sequence }) => sequence), found.more];
    };
    expect(await page(0, 2)).toEqual([[1, 3], true]);
    expect(await page(3, 2)).toEqual([[5, 7], false]);
    expect(await page(4, 1)).toEqual([[5], true]);
  });

  it("keeps the newest snapshot, whoever comes late with an older one", async () => {
    const ledger = dynamoLedger({ table, client });
    const at = (sequence: number, version = 1) => ({
      version,
      sequence,
      state: { ...initialState("kept"), sequence, seen: [[digest(`signal ${sequence}`)]] },
    });
    expect(await ledger.latest("kept")).toBeNull();
    await ledger.keep("kept", at(50));
    await ledger.keep("kept", at(25));
    expect(await ledger.latest("kept")).toEqual(at(50));
    // After an upgrade the ledger may be read by the older fold for a while: its own version is what it keeps.
    await ledger.keep("kept", at(30, 2));
    expect(await ledger.latest("kept")).toEqual(at(30, 2));
    expect(await ledger.read("kept")).toEqual([]);
  });

  it("has no snapshot where the item is damaged or the table does not answer", async () => {
    const ledger = dynamoLedger({ table, client });
    const item = { pk: { S: "MODEL#torn" }, sk: { S: "SNAPSHOT" }, state: { B: Buffer.from("torn") } };
    await client.send(new PutItemCommand({ TableName: table, Item: item }));
    expect(await ledger.latest("torn")).toBeNull();
    const nowhere = dynamoLedger({ table: "no-such-table", client });
    expect(await nowhere.latest("torn")).toBeNull();
    await nowhere.keep("torn", { version: 1, sequence: 1, state: initialState("torn") });
  });

  it("keeps a state that remembers two thousand signals", async () => {
    const ledger = dynamoLedger({ table, client });
    const seen = Array.from({ length: 41 }, (_, page) =>
      Array.from({ length: 50 }, (_, index) => digest(`signal ${page} ${index}`)),
    );
    const state = { ...initialState("large"), sequence: 9_000, seen };
    await ledger.keep("large", { version: 1, sequence: 9_000, state });
    expect((await ledger.latest("large"))?.state).toEqual(state);
  });
});
