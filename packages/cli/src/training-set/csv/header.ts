import { vectorOf } from "@driftwheel/core/monitor/derived/embedding/vector.ts";
import { asNumber, isMissing } from "@driftwheel/core/monitor/values/value.ts";

/** Where the names of a file's columns are from. */
export interface Names {
  readonly names: readonly string[];
  /** Whether the first line has names, and is no row. */
  readonly header: boolean;
  /** For people: why that is so. */
  readonly because: string;
}

/** How spreadsheets and R write a missing number. */
const notAvailable = /^#?n\/?a$/i;

export type NamesAnswer = ({ readonly ok: true } & Names) | { readonly ok: false; readonly reason: string };

/** What a person told of a file's columns; null where they did not. */
export interface Told {
  readonly header: boolean | null;
  readonly columns: readonly string[] | null;
}

/** Rows below, of which no value occurs once: a value that none of them has is then no row's, but in 1 of 100 files. */
const enoughRows = 100;

/**
 * Whether the first record of a CSV file names its columns, and how they are called. CSV does not say
 * (https://www.rfc-editor.org/rfc/rfc4180#section-2), and a row that is taken for names is as wrong as names that are
 * taken for a row: what is not told and not certain is refused.
 *
 * It is certain where the first record has a text over a column of numbers or of truth values, or texts over columns
 * of categories, each of them frequent below and none of them in the first record; and no field of it is a number.
 *
 * @param below records after it, as many as are looked at
 */
export function namesOf(
  first: readonly string[],
  below: readonly (readonly string[])[],
  told: Told,
): NamesAnswer {
  const { header, columns } = told;
  const isSame = columns?.length === first.length && columns.every((name, field) => name === first[field]);
  if (header === true) {
    const names = columns ?? first;
    return wrongNames(names, first.length) ?? { ok: true, names, header, because: "as told" };
  }
  if (columns) {
    const wrong = wrongNames(columns, first.length);
    if (wrong) return wrong;
    if (isSame && header === null) {
      return { ok: true, names: columns, header: true, because: "its first line has the names of --columns" };
    }
    if (isSame) return no("has the names of --columns; leave --no-header out");
    if (header === null && certainty(first, below).header) {
      return no(
        `seems to name the columns: ${shown(first)}. Write --header to replace these names by those of --columns, or --no-header if it is a row`,
      );
    }
    return { ok: true, names: columns, header: false, because: "--columns has the names" };
  }
  const wrong = wrongNames(first, first.length);
  if (wrong && !first.some(isNumber)) return wrong;
  const { header: isHeader, because } = certainty(first, below);
  if (isHeader) return { ok: true, names: first, header: true, because };
  return no(
    `${because}. Write --header if it names the columns; if it is a row, --no-header --columns with their ${first.length} names`,
  );
}

function certainty(
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

function isNumber(text: string): boolean {
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

function wrongNames(names: readonly string[], width: number): NamesAnswer | null {
  if (names.length !== width) return no(`has ${width} fields; --columns names ${names.length}`);
  const empty = names.indexOf("");
  if (empty >= 0) {
    const index = empty === 0 ? " pandas writes its index so, unless to_csv is told index=False." : "";
    return no(
      `the name of field ${empty + 1} is empty; expected the columns' names.${index} Name all ${width} with --header --columns`,
    );
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice === undefined) return null;
  return no(`two columns are called ${JSON.stringify(twice)}; name all ${width} with --header --columns`);
}

function shown(names: readonly string[]): string {
  return names.slice(0, 10).join(", ") + (names.length > 10 ? `, and ${names.length - 10} more` : "");
}

function no(reason: string): NamesAnswer {
  return { ok: false, reason };
}
