import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export interface Pair {
  readonly pattern: { readonly [name: string]: Json };
  readonly event: { readonly [name: string]: Json };
}

const texts: readonly Json[] = ["a", "", "ab", "b"];
const operands: Readonly<Record<string, readonly Json[]>> = {
  prefix: [
    ...texts,
    1,
    {},
    { "equals-ignore-case": "AB" },
    { "equals-ignore-case": "AB", x: 1 },
    { foo: "x" },
  ],
  suffix: [...texts, ["b"], { "equals-ignore-case": "B" }],
  "equals-ignore-case": ["AB", 1, ["a"]],
  wildcard: ["a*b", "**", "a\\*b", "a\\xb", "a\\\\**", "\\", "", "a*b*"],
  exists: [true, false, "true"],
  cidr: [
    ...["10.0.0.0/24", "10.0.0.0/33", "10.0.0.0/32", "10.0.0.0/31", "::1/127", "10.0.0.0/1/1", "10.0.0.0"],
    ...["x/1", "::1/128", 1],
  ],
  numeric: [
    ...[
      ["=", 5],
      ["<", 5],
      [">", 1, "<", 5],
      [">=", 5, "<=", 5],
      [">", 5, "<", 5],
      [">", 6, "<", 5],
    ],
    ...[["<", 5, ">", 1], ["=", 5, "<", 9], [">", 1, ">", 2], [], ["<"], [5], ["<", "5"], ["<", 6e9]],
    ...[[">", 1, "<", 5, "<", 6], "x", [">", 1, "<"]],
  ],
  "anything-but": [
    ...["x", 1, null, true, [], ["x", "y"], [1, 2], ["x", 1], [null], [true], {}],
    ...[{ prefix: "a" }, { prefix: ["a", "b"] }, { prefix: "" }, { prefix: [] }, { prefix: 1 }],
    ...[{ suffix: "b" }, { "equals-ignore-case": "ab" }, { "equals-ignore-case": ["ab", "x"] }],
    ...[{ "equals-ignore-case": "" }, { wildcard: "a*b" }, { wildcard: ["a*b", "x*"] }, { wildcard: "**" }],
    ...[{ wildcard: "" }, { numeric: ["=", 1] }, { prefix: "a", suffix: "b" }],
    { prefix: { "equals-ignore-case": "AB" } },
  ],
};

/** What may stand in the list of a field, right or wrong. */
const filters: readonly Json[] = [
  ...Object.entries(operands).flatMap(([operator, values]) => values.map((value) => ({ [operator]: value }))),
  ...["x", 1, 5, null, true, "", ["x"], {}, { exists: true, prefix: "a" }, { foo: 1 }],
];

const wholes: readonly Json[] = [[], "x", 1, null, true, {}, { b: [] }, { b: ["x"] }, { b: {} }];

const alternatives: readonly Json[] = [
  ...[[], [{ a: ["x"] }], [{ a: ["x"] }, { b: [1] }], [{ a: ["x"] }, {}], [{ a: ["x"] }, 1], ["x"]],
  [{ a: ["x"] }, { $or: [{ b: [1] }] }],
  [{ a: ["x"], b: [1] }, { numeric: [5] }],
  [{ prefix: "x" }, { prefix: "y" }],
  { a: ["x"] },
];

const values: readonly Json[] = [
  ...["x", "ab", "AB", "a*b", "axb", "", 1, 5, -3, null, true, false, [], ["x", 1], ["ab", null], [null]],
  ...[{ b: "x" }, { b: {} }, {}, [{ b: "x" }], "10.0.0.7", "::1", "5"],
];

const events: readonly Pair["event"][] = [
  ...[{}, { b: 1 }, { a: "x", b: 1, c: "y" }, { c: "y", a: 5 }],
  ...values.map((a) => ({ a })),
];

/** Every filter, right and wrong, with every kind of value, and as many again of two fields and two filters, drawn by the seed. */
export function pairs(seed: number): readonly Pair[] {
  const patterns: readonly Pair["pattern"][] = [
    {},
    ...filters.map((filter) => ({ a: [filter] })),
    ...wholes.map((a) => ({ a })),
    ...alternatives.map(($or) => ({ $or })),
    { c: ["y"], $or: [{ a: ["x"] }, { a: [5] }] },
  ];
  const each = patterns.flatMap((pattern) => events.map((event) => ({ pattern, event })));
  const random = xoroshiro128plus(seed);
  const one = <Value>(of: readonly Value[]): Value => {
    const drawn = of[uniformInt(random, 0, of.length - 1)];
    if (drawn === undefined) throw new RangeError("There is nothing to draw from.");
    return drawn;
  };
  // AWS's compiler takes it, and its matcher breaks on it, though only if no other filter has matched before.
  const breaking = JSON.stringify({ "anything-but": { prefix: [] } });
  const sound = filters.filter((filter) => JSON.stringify(filter) !== breaking);
  const drawn = each.map(() => ({
    pattern: one([
      { a: [one(sound), one(sound)] },
      { a: [one(sound)], b: [one(sound)] },
      { a: { b: [one(sound), one(sound)] } },
      { $or: [{ a: [one(sound)] }, { b: [one(sound)] }] },
    ]),
    event: one([
      { a: one(values), b: one(values) },
      { a: { b: one(values) } },
      { a: [one(values), one(values)] },
    ]),
  }));
  return [...each, ...drawn];
}
