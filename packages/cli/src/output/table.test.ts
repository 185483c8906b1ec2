import picocolors from "picocolors";
import { expect, test } from "vitest";
import { terminal } from "../../test/terminal.ts";
import { table } from "./table.ts";

const columns = [
  { heading: "name", text: ([name]: readonly [string, number, string]) => name },
  {
    heading: "n",
    text: ([, count]: readonly [string, number, string]) => String(count),
    right: true as const,
  },
  { heading: "what", text: ([, , what]: readonly [string, number, string]) => what },
];

test("columns are as wide as their widest cell, numbers at the right, nothing trails", () => {
  const { context } = terminal();
  expect(
    table(
      [
        ["a", 5, ""],
        ["longer", 120, "x"],
      ],
      columns,
      context,
    ),
  ).toEqual(["name      n  what", "a         5", "longer  120  x"]);
});

test("the last column goes on below itself on a terminal", () => {
  const { context } = terminal({ columns: 40 });
  const words = "one two three four five six seven eight";
  expect(table([["a", 5, words]], columns, context)).toEqual([
    "name  n  what",
    "a     5  one two three four five six",
    "         seven eight",
  ]);
});

test("what comes from outside cannot move the cursor, and colours do not count for the width", () => {
  const colors = picocolors.createColors(true);
  const { context } = terminal({ colors });
  const coloured = [
    { ...columns[0], heading: "name", text: () => "a\u001b[2J\nb", colour: colors.red },
    columns[2],
  ];
  const rows = table(
    [["", 1, "x"]],
    coloured.filter((column) => column !== undefined),
    context,
  );
  expect(rows[1]).toBe(`${colors.red("a [2J b")}  x`);
});
