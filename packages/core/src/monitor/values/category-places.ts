import { isMissingText } from "./missing.ts";
import { missingField } from "./number-field.ts";
import { decimalText, truthOf } from "./spelling.ts";

/** The place of a value that is none of the categories. */
export const unknownPlace = -1;

/**
 * Finds a baseline's category by any spelling of it: its own text first, which keeps categories apart that differ;
 * then the text without blanks around; then the truth word in another letter case, or the number in another form.
 * Leading zeros make a text of a number, and a spelling that two categories share is neither of them.
 */
export class CategoryPlaces {
  private readonly exact: ReadonlyMap<string, number>;
  /** By a spelling that several texts have; null where several categories have it. */
  private readonly spelled: ReadonlyMap<string, number | null>;

  /** @param names of the categories, each the place of its own index */
  constructor(names: readonly string[]) {
    this.exact = new Map(names.map((name, place) => [name, place]));
    this.spelled = spellings(names);
  }

  /**
   * Where a value counts to: a place, `missingField` or `unknownPlace`. A category of the baseline is never missing,
   * whatever its name: it was present there.
   *
   * @param text of the value, as `categoryText` gives it
   */
  of(text: string): number {
    const place = this.exact.get(text);
    return place === undefined ? this.bySpelling(text) : place;
  }

  private bySpelling(text: string): number {
    const trimmed = text.trim();
    const place = this.exact.get(trimmed) ?? this.spelled.get(blank(trimmed)) ?? this.byMeaning(trimmed);
    return place ?? (isMissingText(trimmed) ? missingField : unknownPlace);
  }

  private byMeaning(text: string): number | null {
    const meaning = meaningOf(text);
    return meaning === null ? null : (this.spelled.get(meaning) ?? null);
  }
}

/** The text of a value of JSON; null for what is missing. Lists and objects are told by their text. */
export function categoryText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return "a value that is nested too deeply";
  }
}

function spellings(names: readonly string[]): ReadonlyMap<string, number | null> {
  const spelled = new Map<string, number | null>();
  const add = (key: string, place: number) => {
    spelled.set(key, spelled.has(key) && spelled.get(key) !== place ? null : place);
  };
  const meanings = names.map((name) => meaningOf(name.trim()));
  for (const [place, name] of names.entries()) {
    add(blank(name.trim()), place);
    const meaning = meanings[place];
    if (meaning) add(meaning, place);
  }
  // 0 and 1 stand for the truth words, and these for them where there is nothing but them.
  const isBinary = meanings.every((meaning) => meaning !== null && other.has(meaning));
  const own = new Set(spelled.keys());
  for (const [place, meaning] of meanings.entries()) {
    const alias = meaning === null ? undefined : other.get(meaning);
    if (alias !== undefined && !own.has(alias) && (isBinary || alias.startsWith("number ")))
      add(alias, place);
  }
  return spelled;
}

const other: ReadonlyMap<string, string> = new Map([
  ["truth true", "number 1"],
  ["truth false", "number 0"],
  ["number 1", "truth true"],
  ["number 0", "truth false"],
]);

function blank(trimmed: string): string {
  return `text ${trimmed}`;
}

function meaningOf(trimmed: string): string | null {
  const truth = truthOf(trimmed);
  if (truth !== null) return `truth ${truth}`;
  const number = decimalText(trimmed);
  return number === null ? null : `number ${number}`;
}
