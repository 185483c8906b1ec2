import { describe, expect, it } from "vitest";
import { tides } from "../testing/tides.ts";
import { prepareData } from "./prepare-data.ts";
import { labelsOf, problemTypeOf } from "./problem-type.ts";

const asked = { target: "out", problemType: null, validationFraction: 0.2 } as const;
const integers = (count: number) => Array.from({ length: count }, (_each, index) => String(index));

describe("the problem type", () => {
  it.each([
    ["BinaryClassification", ["1.5", "2.5"]],
    ["MulticlassClassification", ["red", "1", "2"]],
    ["MulticlassClassification", integers(20)],
    ["Regression", integers(21)],
    ["Regression", ["1.5", "2", "3"]],
  ])("is %s of %j", (type, targets) => {
    expect(problemTypeOf(targets)).toBe(type);
  });

  it("has numbers as labels in the order of their values", () => {
    expect(labelsOf(["10", "9", "10"])).toEqual(["9", "10"]);
    expect(labelsOf(["no", "10", "9"])).toEqual(["10", "9", "no"]);
  });
});

describe("the preparation", () => {
  it("takes the share of each class for validation, the same rows again", () => {
    const table = tides("out", 500);
    const { analysis, training, validation } = prepareData(table, null, asked);
    expect(analysis).toMatchObject({
      problemType: "BinaryClassification",
      labels: ["no", "yes"],
      columns: [
        { name: "swell", kind: "number" },
        { name: "berth", kind: "word" },
        { name: "ship", kind: "word" },
      ],
    });
    const outs = (rows: readonly (readonly string[])[]) => rows.filter((row) => row[3] === "yes").length;
    expect(validation.rows).toHaveLength(100);
    expect(outs(validation.rows)).toBe(Math.round(outs(table.rows) * 0.2));
    expect([...training.rows, ...validation.rows].toSorted()).toEqual(table.rows.toSorted());
    expect(prepareData(table, null, asked).validation).toEqual(validation);
  });

  it("leaves rows without a target out", () => {
    const table = tides("out", 500);
    const rows = table.rows.map((row, index) => (index < 50 ? row.with(3, "") : row));
    const made = prepareData({ ...table, rows }, null, asked);
    expect(made.withoutTarget).toBe(50);
    expect(made.analysis.rows).toEqual({ training: 360, validation: 90 });
  });

  it("validates with data of its own where there is some", () => {
    const made = prepareData(tides("height", 500), tides("height", 30, 2), { ...asked, target: "height" });
    expect(made.analysis).toMatchObject({
      problemType: "Regression",
      labels: [],
      rows: { training: 500, validation: 30 },
    });
  });

  const few = tides("out", 499);
  const enough = tides("out", 500);
  const other = { ...tides("out", 10), columns: ["swell", "pier", "ship", "out"] };
  const unknown = { ...enough, rows: [["1", "north", "a", "perhaps"]] };
  it.each([
    ["The training data has 499 rows; at least 500 are required.", few, null, {}],
    [
      'The target "in" is no column of the data; its columns are swell, berth, ship, out.',
      enough,
      null,
      { target: "in" },
    ],
    ["The validation data has the columns swell,pier,ship,out; expected", enough, other, {}],
    [
      'The validation data has the target "perhaps", which the training data does not have.',
      enough,
      unknown,
      {},
    ],
    ["No rows are left for validation", enough, null, { validationFraction: 0.0001 }],
    ['has the value "no"; Regression takes numbers.', enough, null, { problemType: "Regression" }],
    [
      'The target "ship" has 500 values; BinaryClassification takes two.',
      enough,
      null,
      { target: "ship", problemType: "BinaryClassification" },
    ],
  ] as const)("refuses: %s", (message, training, validation, more) => {
    expect(() => prepareData(training, validation, { ...asked, ...more })).toThrow(message);
  });

  it("refuses a target of one value", () => {
    const rows = enough.rows.map((row) => row.with(3, "yes"));
    expect(() => prepareData({ ...enough, rows }, null, asked)).toThrow(
      'The target "out" has one value only, yes.',
    );
  });
});
