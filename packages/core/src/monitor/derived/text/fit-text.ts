import type { Column } from "../../baseline/statistics-of.ts";
import { isMissing } from "../../values/value.ts";
import { byFeature, type Fitted, fewestFitted } from "../fitted.ts";
import { textFeatures, textValues } from "./text-features.ts";
import { WordCounts } from "./vocabulary.ts";
import { isProse, wordsOf } from "./words.ts";

/**
 * Free text: more than a hundred different texts, most of them there once, at least half of them of several words. Ids,
 * times and names are none, and are left out as before.
 *
 * @returns null for a column that is something else
 */
export function fitText({ name, values }: Column): Fitted | null {
  const texts = values.map((value) => (typeof value === "string" && !isMissing(value) ? value : null));
  const present = texts.filter((text) => text !== null);
  const isTexts = values.every((value, row) => texts[row] !== null || isMissing(value));
  const distinct = new Set(present).size;
  if (!isTexts || distinct <= fewestFitted || distinct <= present.length / 2) return null;
  const prose = present.reduce((count, text) => count + Number(isProse(text)), 0);
  if (prose < present.length / 2) return null;
  const counts = new WordCounts();
  for (const text of present) counts.add(wordsOf(text));
  const fewest = counts.fewest();
  const rows = texts.map((text) =>
    text === null ? null : textValues(text, (hash) => counts.isKnownToOthers(hash, fewest)),
  );
  return {
    field: { column: name, kind: "text", vocabulary: counts.packed(fewest) },
    values: byFeature(textFeatures.length, rows),
  };
}
