import { vectorOf } from "../../derived/embedding/vector.ts";
import { asNumber, isMissing } from "../../values/value.ts";

/** How spreadsheets and R write a missing number. */
const notAvailable = /^#?n\/?a$/i;

/** Rows below, of which no value occurs once: a value that none of them has is then no row's, but in 1 of 100 files. */
const enoughRows = 100;

/**
 * Whether it is certain that the first record of a CSV file names its columns, and why. CSV does not say
 * (https://www.rfc-editor.org/rfc/rfc4180#section-2).
 *
 * @param below records after it, as many as are looked at
 */
export function certainty(
  first: readonly string[],
  below: readonly (readonly string[])[],
): { readonly header: boolean; readonly because: string } {
  const number = first.findIndex(isNumber);
  if (number >= 0) {
    return {
      header: false,
      because: `may be a row: its field ${number + 1} is the number ${first[number]}`,
    };
  }
  const noName = first.findIndex(
    (name) => !/\p{L}/u.test(name) || isMissing(name) || notAvailable.test(name),
  );
  if (noName >= 0) {
    return {
      header: false,
      because: `may be a row: its field ${noName + 1}, ${JSON.stringify(first[noName])}, is no name`,
    };
  }
  if (below.length === 0) return { header: true, because: "there is no other line" };
  const columns = first.map((name, field) => ({
    name,
    values: below.map((record) => record[field] ?? "").filter((value) => !isMissing(value)),
  }));
  const plain = columns.find(({ name, values }) => {
    const present = values.filter((value) => !notAvailable.test(value));
    return present.length > 0 && present.every(isPlain) && !isPlain(name);
  });
  if (plain)
    return { header: true, because: `below ${JSON.stringify(plain.name)} are numbers or true and false` };
  if (columns.every(({ name, values }) => !values.includes(name))) {
    const repeated = columns.find(({ values }) => values.length >= enoughRows && occurMoreThanOnce(values));
    if (repeated) {
      return {
        header: true,
        because: `no row has ${JSON.stringify(repeated.name)} in its column, whose values all repeat`,
      };
    }
  }
  return { header: false, because: "may be names or a row: all columns are texts" };
}

export function isNumber(text: string): boolean {
  return !isMissing(text) && Number.isFinite(Number(text));
}

/** Numbers as CSV has them, infinite ones too, truth values and lists of numbers. */
function isPlain(text: string): boolean {
  return (
    asNumber(text) !== null || vectorOf(text) !== null || /^(?:[+-]?inf(?:inity)?|true|false)$/i.test(text)
  );
}

function occurMoreThanOnce(values: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].every((count) => count > 1);
}
