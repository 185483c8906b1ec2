import { describe, expect, test } from "vitest";
import { sampleLedger } from "../../../cli/test/sample-ledger.ts";
import type { Command } from "../vocabulary/command.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { explanationOf } from "./explanation.ts";

function entry(sequence: number) {
  const found = sampleLedger.find((candidate) => candidate.sequence === sequence);
  if (!found) throw new Error(`the sample has no entry ${sequence}`);
  return found;
}

function before(sequence: number): readonly number[] {
  return explanationOf(entry(sequence), sampleLedger).before.map((earlier) => earlier.sequence);
}

function after(sequence: number): readonly number[] {
  return explanationOf(entry(sequence), sampleLedger).after.map((later) => later.sequence);
}

test("causes are followed back to the signal, oldest first", () => {
  expect(before(5)).toEqual([2, 3]);
});

test("a promotion is told from the drift on, through every step of the traffic", () => {
  expect(before(19)).toEqual([2, 3, 5, 6, 7, 8, 9, 11, 12, 14, 15, 17, 18]);
});

test("an effect's confirmation comes from the entry that asked for it", () => {
  expect(before(16)).toEqual([...before(15), 15]);
});

test("what followed is everything that was asked for because of it, and what was done of that", () => {
  expect(after(3)).toEqual([4, 5]);
  expect(after(19)).toEqual([20, 21]);
  expect(after(22)).toEqual([23]);
  expect(after(23)).toEqual([]);
});

test("a version that somebody registers by hand later does not come from the old retraining", () => {
  const registered = { ...entry(7), sequence: 24 };
  expect(explanationOf(registered, [...sampleLedger, registered]).before).toEqual([]);
});

test("an entry that names itself or a later one as its cause ends the explanation", () => {
  const odd = { ...entry(5), causedBy: 5 };
  expect(explanationOf(odd, [...sampleLedger.slice(0, 4), odd]).before).toEqual([]);
});

describe("a person's command", () => {
  const command = (given: Command, kind: "command-accepted" | "command-refused" = "command-accepted") => {
    const asked: Entry = {
      ...entry(22),
      sequence: 24,
      kind: "command-accepted",
      data: { by: "ops", route: "api", reason: "so", command: given },
    };
    const told: Entry =
      kind === "command-accepted" ? asked : { ...asked, kind, data: { ...asked.data, why: "no" } };
    return (earlier: readonly Entry[]) =>
      explanationOf(told, [...earlier, told]).before.map(({ sequence }) => sequence);
  };
  const until = (sequence: number) => sampleLedger.filter((entry) => entry.sequence <= sequence);

  test("that approves goes on with the candidate of that version", () => {
    expect(command({ name: "approve", version: 5 })(until(10))).toEqual([2, 3, 5, 6, 7, 8, 9]);
    expect(command({ name: "approve", version: 6 })(until(10))).toEqual([]);
  });

  test("that ends a trial goes on with the trial, while there is one", () => {
    expect(command({ name: "promote" })(until(16)).at(-1)).toBe(15);
    expect(command({ name: "roll-back" }, "command-refused")(until(23))).toEqual([]);
  });

  test("that undoes goes on with the promotion that it takes back", () => {
    expect(command({ name: "undo" })(until(23)).at(-1)).toBe(19);
    expect(command({ name: "undo" })(until(16))).toEqual([]);
  });

  test("that acknowledges goes on with that alert", () => {
    expect(command({ name: "acknowledge", alert: 20 })(until(23)).at(-1)).toBe(20);
    expect(command({ name: "acknowledge", alert: 19 })(until(23))).toEqual([]);
  });

  test("that retrains or pauses begins something of its own", () => {
    expect(command({ name: "retrain" })(until(23))).toEqual([]);
    expect(command({ name: "pause" })(until(23))).toEqual([]);
  });
});
