import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import type { OutcomeRow } from "./outcome-row.ts";
import { RowShelves } from "./row-shelf.ts";
import { textHash } from "./text-hash.ts";

const row = (number: number, changes: Partial<OutcomeRow> = {}): OutcomeRow => ({
  trial: "1",
  isChallenger: number % 3 === 0,
  requestedAt: number,
  knownAt: number + 5,
  unit: number % 2 === 0 ? `user-${number}` : null,
  success: number % 5 === 0 ? null : number % 7 === 0,
  value: null,
  isError: number % 11 === 0,
  latencyMilliseconds: number % 4 === 0 ? number / 8 : null,
  ...changes,
});

test("rows come back as they were put, by trial, as often as they are asked for", () => {
  using shelves = new RowShelves();
  for (let number = 0; number < 3_000; number += 1) {
    shelves.add(row(number, { trial: String(number % 10 === 0 ? 10 : 9) }));
  }
  expect(shelves.trials.map(({ name, rows }) => [name, rows])).toEqual([
    ["9", 2_700],
    ["10", 300],
  ]);
  const [nine, ten] = shelves.trials;
  if (!nine || !ten) throw new Error("Both trials have rows.");
  for (const times of [1, 2]) {
    const found = [...shelves.rowsOf(ten)].toSorted((one, other) => one.requestedAt - other.requestedAt);
    expect(found, `asked ${times} times`).toEqual(
      Array.from({ length: 300 }, (_, at) => {
        const { trial: _trial, value: _value, unit, ...kept } = row(10 * at);
        return { ...kept, unit: unit === null ? null : textHash(unit) };
      }),
    );
  }
  expect([...shelves.rowsOf(nine)]).toHaveLength(2_700);
  expect(nine).toMatchObject({ firstChallenger: 3, firstChampion: 1, last: 3_004, hasUnits: true });
});

test("nothing of the temporary file is left where others could find it", () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("driftwheel-judge-"));
  using shelves = new RowShelves();
  for (let number = 0; number < 1_000; number += 1) shelves.add(row(number));
  const now = readdirSync(tmpdir()).filter((name) => name.startsWith("driftwheel-judge-"));
  expect(now).toEqual(before);
});
