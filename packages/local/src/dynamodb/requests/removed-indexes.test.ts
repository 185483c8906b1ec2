import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type TestTable, testTable } from "../testing/table.ts";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});
afterEach(() => table.close());

const texts = (...values: readonly string[]) => ({ L: values.map((S) => ({ S })) });

it.each([
  ["REMOVE #l[0], #l[2]", ["b", "d"]],
  ["REMOVE #l[2], #l[0]", ["b", "d"]],
  ["REMOVE #l[0] SET #l[3] = :x", ["b", "c", "x"]],
  ["SET #l[1] = :x remove #l[0], #l[3]", ["x", "c"]],
])("%s goes by the indexes from before the update", async (UpdateExpression, left) => {
  await table.put("ann", { list: texts("a", "b", "c", "d") });

  await table.dynamo.send(
    new UpdateItemCommand({
      TableName: table.TableName,
      Key: { id: { S: "ann" } },
      UpdateExpression,
      ExpressionAttributeNames: { "#l": "list" },
      ...(UpdateExpression.includes(":x") ? { ExpressionAttributeValues: { ":x": { S: "x" } } } : {}),
    }),
  );

  expect((await table.get("ann"))?.list).toEqual(texts(...left));
});

it("goes by them, too, where a failed condition is to give the item, and gives the item as it was", async () => {
  const before = { list: texts("a", "b", "c", "d") };
  await table.put("ann", before);
  const update = new UpdateItemCommand({
    TableName: table.TableName,
    Key: { id: { S: "ann" } },
    UpdateExpression: "REMOVE #l[0], #l[2]",
    ConditionExpression: "size(#l) = :four",
    ExpressionAttributeNames: { "#l": "list" },
    ExpressionAttributeValues: { ":four": { N: "4" } },
    ReturnValues: "ALL_OLD",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });

  expect((await table.dynamo.send(update)).Attributes).toEqual({ id: { S: "ann" }, ...before });

  expect((await table.get("ann"))?.list).toEqual(texts("b", "d"));
  await expect(table.dynamo.send(update)).rejects.toMatchObject({ Item: { list: texts("b", "d") } });
});
