import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "../../random.ts";
import { nothingKept } from "../../state/state.ts";
import { changeTable } from "../definition/change-table.ts";
import { SettingsOfTables } from "../definition/table-settings.ts";
import { openTables, type Tables } from "../tables.ts";

const place = { region: "eu-west-1", account: "111122223333", log: () => {} };
const folder = mkdtempSync(join(tmpdir(), "memory-store-"));
const pairs: { readonly memory: Tables; readonly disk: Tables } = {
  memory: openTables(place, null),
  disk: openTables(place, folder),
};
const both = [pairs.memory, pairs.disk];

afterAll(async () => {
  for (const tables of both) await tables.close();
  rmSync(folder, { recursive: true });
});

const projection = { Projection: { ProjectionType: "ALL" } };
const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType });
const tables = {
  plain: { keys: [["id", "S"]], more: {} },
  numbered: {
    keys: [
      ["id", "S"],
      ["at", "N"],
    ],
    more: {
      LocalSecondaryIndexes: [
        { IndexName: "local", KeySchema: [key("id", "HASH"), key("by", "RANGE")], ...projection },
      ],
    },
  },
  indexed: {
    keys: [
      ["id", "S"],
      ["at", "S"],
    ],
    more: {
      GlobalSecondaryIndexes: [
        { IndexName: "global", KeySchema: [key("by", "HASH"), key("at", "RANGE")], ...projection },
      ],
    },
  },
} as const;
type Name = keyof typeof tables;
const names: readonly Name[] = ["plain", "numbered", "indexed"];

beforeAll(async () => {
  for (const [TableName, { keys, more }] of Object.entries(tables)) {
    const by = TableName === "plain" ? [] : [{ AttributeName: "by", AttributeType: "S" }];
    const request = {
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        ...keys.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
        ...by,
      ],
      KeySchema: keys.map(([name], at) => key(name, at === 0 ? "HASH" : "RANGE")),
      ...more,
    };
    for (const each of both) {
      const { status } = await changeTable("CreateTable", request, each, new SettingsOfTables(nothingKept));
      expect(status).toBe(200);
    }
  }
});

async function answersOfBoth(operation: string, request: object): Promise<readonly unknown[]> {
  const replies = await Promise.all(both.map((each) => each.ask(operation, request)));
  return replies.map(({ status, text }) => ({ status, answer: JSON.parse(text) as unknown }));
}

const random = seededRandom(11);
const one = <Value>(...values: readonly [Value, ...Value[]]): Value =>
  values[Math.floor(random() * values.length)] ?? values[0];

function keyIn(table: Name): Record<string, unknown> {
  const id = { id: { S: one("a", "b", "ä/~", "😀", "") } };
  if (table === "plain") return id;
  return {
    ...id,
    at: table === "numbered" ? { N: one("-2", "0", "1.50", "10", "x") } : { S: one("x", "x1", "y") },
  };
}

function attributes(): object {
  return {
    ...one<object>({}, { by: { S: one("p", "q") } }, { by: { N: "1" } }),
    ...one<object>(
      {},
      { n: { N: one("1", "007", "1e3") } },
      { set: { SS: ["x", "y"] } },
      { deep: { M: { list: { L: [{ BOOL: true }, { NULL: true }] } } } },
      { bytes: { B: one("YQ==", "YQ=") } },
      { wrong: { S: "x", N: "1" } },
    ),
  };
}

function condition(): object {
  return one<object>(
    {},
    {},
    { ConditionExpression: "attribute_not_exists(id)" },
    {
      ConditionExpression: "#by = :by",
      ExpressionAttributeNames: { "#by": "by" },
      ExpressionAttributeValues: { ":by": { S: "p" } },
    },
    { ConditionExpression: "by = " },
  );
}

function request(table: Name): readonly [operation: string, request: object] {
  const asked = one("PutItem", "PutItem", "PutItem", "UpdateItem", "DeleteItem", "GetItem", "Query", "Scan");
  const of = {
    TableName: table,
    ...one<object>({}, {}, { ReturnConsumedCapacity: one("NONE", "TOTAL", "INDEXES") }),
  };
  switch (asked) {
    case "PutItem":
      return [
        asked,
        {
          ...of,
          Item: { ...keyIn(table), ...attributes() },
          ReturnValues: one("NONE", "ALL_OLD"),
          ...condition(),
        },
      ];
    case "UpdateItem":
      return [
        asked,
        {
          ...of,
          Key: keyIn(table),
          UpdateExpression: "SET n = :n",
          ExpressionAttributeValues: { ":n": { N: "3" } },
          ReturnValues: one("ALL_NEW", "ALL_OLD"),
        },
      ];
    case "DeleteItem":
      return [asked, { ...of, Key: keyIn(table), ReturnValues: "ALL_OLD", ...condition() }];
    case "GetItem":
      return [asked, { ...of, Key: keyIn(table) }];
    case "Query":
      return [
        asked,
        {
          ...of,
          ...(table === "numbered" ? { IndexName: "local" } : {}),
          KeyConditionExpression: "id = :id",
          ExpressionAttributeValues: { ":id": { S: one("a", "b", "ä/~") } },
          ScanIndexForward: one(true, false),
          ...one<object>({}, { Limit: 2 }),
        },
      ];
    default:
      return [
        asked,
        { ...of, ...(table === "indexed" ? { IndexName: "global" } : {}), ...one<object>({}, { Limit: 3 }) },
      ];
  }
}

it("answers everything in memory as dynalite does from its database", async () => {
  const statuses = new Set<string>();
  for (let time = 0; time < 600; time += 1) {
    const [operation, asked] = request(one(...(names as readonly [Name, ...Name[]])));
    const [inMemory, onDisk] = await answersOfBoth(operation, asked);
    expect(inMemory, `${operation} ${JSON.stringify(asked)}`).toEqual(onDisk);
    statuses.add(`${operation} ${(inMemory as { readonly status: number }).status}`);
  }
  for (const operation of ["PutItem", "DeleteItem", "GetItem"]) {
    expect(statuses).toContain(`${operation} 200`);
    expect(statuses).toContain(`${operation} 400`);
  }
});

it("answers alike about tables that are not there, are there, and have tags", async () => {
  const arn = `arn:aws:dynamodb:${place.region}:${place.account}:table/plain`;
  for (const [operation, asked] of [
    ["PutItem", { TableName: "nowhere", Item: { id: { S: "a" } } }],
    ["DescribeTable", { TableName: "nowhere" }],
    ["ListTables", {}],
    ["ListTables", { Limit: 1, ExclusiveStartTableName: "indexed" }],
    [
      "TagResource",
      {
        ResourceArn: arn,
        Tags: [
          { Key: "b", Value: "" },
          { Key: "a", Value: "1" },
        ],
      },
    ],
    ["ListTagsOfResource", { ResourceArn: arn }],
    ["UntagResource", { ResourceArn: arn, TagKeys: ["b"] }],
    ["ListTagsOfResource", { ResourceArn: arn }],
    ["TagResource", { ResourceArn: `${arn}x`, Tags: [{ Key: "b", Value: "" }] }],
  ] as const) {
    const replies = await Promise.all(both.map((each) => each.ask(operation, asked)));
    expect(replies[0], operation).toEqual(replies[1]);
  }
});
