import { describe, expect, test } from "vitest";
import { seededIntegers } from "../../stats/random.ts";
import { parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import type { Value } from "../values/value.ts";
import { assessWindow } from "./assess-window.ts";
import { WindowCounter } from "./counting/window-counter.ts";
import { countsOfState } from "./window-counts.ts";

const columns = ["age", "smoker", "work", "floor"];

/** People of 18 to 77, of whom so many in a hundred smoke. */
function people(
  count: number,
  seed: number,
  smokers: number,
): readonly (readonly [number, number, number, number])[] {
  const random = seededIntegers(seed);
  return Array.from({ length: count }, () => [
    18 + (random() % 60),
    Number(random() % 100 < smokers),
    random() % 3,
    random() % 5,
  ]);
}

const works = ["Private", "State", "Self"];
const floors = ["ground", "1", "2", "3", "roof"];

type Spelling = (person: readonly [number, number, number, number]) => readonly Value[];

const plain: Spelling = ([age, smoker, work, floor]) => [age, smoker, works[work] ?? "", floors[floor] ?? ""];

/** The same people, as one or another framework writes them. */
const spellings: Readonly<Record<string, Spelling>> = {
  "as in training": plain,
  "numbers as texts": (person) => plain(person).map(String),
  "numbers as pandas writes floats": (person) =>
    plain(person).map((value) => (Number.isInteger(Number(value)) ? `${value}.0` : value)),
  "booleans of JSON": ([age, smoker, ...rest]) => plain([age, smoker, ...rest]).with(1, smoker === 1),
  "booleans of Python": ([age, smoker, ...rest]) =>
    plain([age, smoker, ...rest]).with(1, smoker === 1 ? "True" : "False"),
  "truth words in capitals": ([age, smoker, ...rest]) =>
    plain([age, smoker, ...rest]).with(1, smoker === 1 ? "TRUE" : "FALSE"),
  "with blanks around": (person) => plain(person).map((value) => ` ${value} `),
};

const trained = people(2_000, 8, 30);

/** What the training set has, and the spellings that are the same to it. */
const trainings: readonly (readonly [string, Spelling])[] = [
  ["numbers", plain],
  ["texts", (person) => plain(person).map(String)],
  [
    "blanks in front, as a CSV with a blank after each comma has them",
    (person) => plain(person).map((value) => (typeof value === "string" ? ` ${value}` : value)),
  ],
  ["booleans of Python", spellings["booleans of Python"] ?? plain],
  ["booleans of JSON", spellings["booleans of JSON"] ?? plain],
];

describe.each(trainings)("a baseline of %s", (_, written) => {
  const parsed = parseBaseline(JSON.stringify(statisticsOf(trained.map(written), columns)));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { baseline } = parsed;
  const assess = (rows: readonly (readonly Value[])[]) => {
    const counter = new WindowCounter(baseline, columns);
    for (const row of rows) counter.add(row);
    return assessWindow({
      baseline,
      counts: countsOfState(counter.state()),
      falseAlarmRate: 0.01,
      minEffect: 0.1,
      minRows: 100,
      runLength: 4_000,
    });
  };

  test.each([
    ["undrifted", 30, []],
    ["drifted", 70, ["smoker"]],
  ])("gives %s people the same verdict in every spelling", (_kind, smokers, wanted) => {
    const live = people(600, 9, smokers);
    const verdict = assess(live.map(plain));
    for (const [name, spelling] of Object.entries(spellings)) {
      expect(assess(live.map(spelling)), name).toEqual(verdict);
    }
    const features = verdict.result === "assessed" ? verdict.features : [];
    expect(features.filter(({ violated }) => violated).map(({ feature }) => feature)).toEqual(wanted);
  });
});
