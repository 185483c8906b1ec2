import { expect, it } from "vitest";
import { operationOf, validations } from "../load-dynalite.ts";
import { readByTypes } from "./read-by-types.ts";

const item = (value: unknown) => ({ TableName: "table", Item: { id: { S: "a" }, value } });

it.each([
  item({ S: "x" }),
  item({ N: 1 }),
  item({ N: "1", S: "x" }),
  item({ BOOL: "yes" }),
  item({ B: "YQ=" }),
  item({ B: "YQ==" }),
  item({ S: null, N: "1" }),
  item({ S: "x", unknown: "x" }),
  item({ L: [{ S: "x" }, { M: { a: { N: "1" } } }] }),
  item({}),
  item(null),
  item("x"),
  item([]),
  { ...item({ S: "x" }), ReturnValues: null, Unknown: 1 },
  { ...item({ S: "x" }), ReturnValues: 1 },
  { ...item({ S: "x" }), _condition: { expression: {} } },
  { ...item({ S: "x" }), toString: "x" },
  { ...item({ S: "x" }), ExpressionAttributeNames: { "#a": "a" } },
  { ...item({ S: "x" }), ExpressionAttributeNames: { "#a": 1 } },
  { ...item({ S: "x" }), ExpressionAttributeNames: ["a"] },
  { TableName: "table", Item: ["a"] },
])("reads of %j what dynalite reads", (request) => {
  const { types } = operationOf("PutItem");
  const read = (by: (request: object) => object) => {
    try {
      return by(structuredClone(request));
    } catch (error) {
      return { thrown: (error as Error).message };
    }
  };

  expect(read((asked) => readByTypes(asked, types))).toEqual(
    read((asked) => validations().checkTypes(asked, types)),
  );
});
