import { certainty, isNumber } from "@driftwheel/core/monitor/payloads/csv/names-certain.ts";

/** Where the names of a file's columns are from. */
export interface Names {
  readonly names: readonly string[];
  /** Whether the first line has names, and is no row. */
  readonly header: boolean;
  /** For people: why that is so. */
  readonly because: string;
}

export type NamesAnswer = ({ readonly ok: true } & Names) | { readonly ok: false; readonly reason: string };

/** What a person told of a file's columns; null where they did not. */
export interface Told {
  readonly header: boolean | null;
  readonly columns: readonly string[] | null;
}

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
