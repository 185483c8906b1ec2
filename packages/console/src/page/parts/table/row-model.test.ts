import { expect, it } from "vitest";
import { type Column, sortingOf, sortingText } from "./column.ts";
import { createRowModel } from "./row-model.ts";

interface Row {
  readonly name: string;
  readonly size: number | null;
}

const columns: readonly Column<Row>[] = [
  { id: "name", label: "Name", width: "1fr", value: ({ name }) => name, cell: ({ name }) => name },
  { id: "size", label: "Size", width: "1fr", value: ({ size }) => size, cell: ({ size }) => size },
];
const rows: readonly Row[] = [
  { name: "v10", size: 2 },
  { name: "v9", size: null },
  { name: "V1", size: 30 },
];

it("rows are sorted as people count, what is not known last whichever way", () => {
  const model = createRowModel(columns);
  const names = (column: string, descending: boolean) =>
    model(rows, { column, descending }).map(({ name }) => name);
  expect(names("name", false)).toEqual(["V1", "v9", "v10"]);
  expect(names("name", true)).toEqual(["v10", "v9", "V1"]);
  expect(names("size", false)).toEqual(["v10", "V1", "v9"]);
  expect(names("size", true)).toEqual(["V1", "v10", "v9"]);
});

it("new rows are sorted as those before them were", () => {
  const model = createRowModel(columns);
  const sorting = { column: "size", descending: false };
  model(rows, sorting);
  expect(model([...rows, { name: "v2", size: 1 }], sorting).map(({ name }) => name)).toEqual([
    "v2",
    "v10",
    "V1",
    "v9",
  ]);
});

it("a sorting is read from the address as it was written there", () => {
  const sorting = { column: "size", descending: true };
  expect(sortingOf(sortingText(sorting), { column: "name", descending: false })).toEqual(sorting);
  expect(sortingOf("", sorting)).toEqual(sorting);
});
