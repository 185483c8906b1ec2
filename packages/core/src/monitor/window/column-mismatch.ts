import type { Baseline } from "../baseline/baseline.ts";
import { columnNames, sourcesOf } from "../derived/derived-names.ts";
import type { WindowState } from "./window-state.ts";

/** Names that are told; further ones are counted. */
const mostNames = 10;

/**
 * Where the columns of the policy, of the baseline and of the requests do not fit. That is a mistake of whoever set
 * them up, and no drift: the columns that fit are judged all the same.
 *
 * @param columns what the policy calls the values of a row, in order, null for one that nobody watches; null when it
 *   names none
 * @param predictions what is watched of the answers, which requests do not have
 * @returns whole sentences; null when they fit
 */
export function columnMismatch(
  baseline: Baseline,
  columns: readonly (string | null)[] | null,
  { rows, features }: WindowState,
  predictions: readonly { readonly name: string }[] = [],
): string | null {
  const answers = new Set(predictions.map(({ name }) => name));
  const sources = sourcesOf(baseline);
  const known = new Set(columnNames(baseline));
  const names = [...known].filter((name) => !answers.has(name));
  const given = columns && new Set(columns);
  const unknown = (columns ?? []).filter((name) => name !== null && !known.has(name));
  const forgotten = given ? names.filter((name) => !given.has(name)) : [];
  const missing = features
    .filter((feature) => rows > 0 && feature.absent >= rows)
    .map(({ name }) => sources.get(name) ?? name);
  const absent = [...new Set(missing)].filter((name) => !answers.has(name) && (!given || given.has(name)));
  const untrained = [...answers].filter((name) => !known.has(name));
  const sentences = [
    told(unknown, "drift.columns names", "which the baseline does not have"),
    told(forgotten, "The baseline has", "which drift.columns does not name"),
    told(absent, "The baseline has", "which no request has"),
    told(untrained, "drift.predictions names", "which the baseline does not have"),
  ].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? null : sentences.join(" ");
}

function told(names: readonly (string | null)[], whose: string, which: string): string | null {
  if (names.length === 0) return null;
  const rest = names.length - mostNames;
  return `${whose} ${names.slice(0, mostNames).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}, ${which}.`;
}
