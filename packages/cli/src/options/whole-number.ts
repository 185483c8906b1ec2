import { InvalidArgumentError } from "commander";

/** A number as people type it: 1, 2, 3, ... */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1 on.");
  return Number(text);
}
