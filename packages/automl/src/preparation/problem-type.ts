import { numberIn } from "../table/table.ts";
import type { ProblemType } from "./prepared.ts";

/** Whole numbers of at most so many kinds are classes; the service does not tell its own rule. */
const mostClassesOfNumbers = 20;

/** What kind of problem a target's values pose; `targets` has no missing ones. */
export function problemTypeOf(targets: readonly string[]): ProblemType {
  const distinct = new Set(targets.map((text) => text.trim()));
  if (distinct.size <= 2) return "BinaryClassification";
  const numbers = [...distinct].map(numberIn);
  if (numbers.includes(null)) return "MulticlassClassification";
  const few = distinct.size <= mostClassesOfNumbers && numbers.every((number) => Number.isInteger(number));
  return few ? "MulticlassClassification" : "Regression";
}

/** The classes in order: numbers by value, names by their letters. */
export function labelsOf(targets: readonly string[]): readonly string[] {
  const distinct = [...new Set(targets.map((text) => text.trim()))];
  const areNumbers = distinct.every((text) => numberIn(text) !== null);
  return areNumbers ? distinct.toSorted((one, other) => Number(one) - Number(other)) : distinct.toSorted();
}
