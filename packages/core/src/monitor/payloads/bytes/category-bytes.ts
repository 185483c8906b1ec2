import { asciiText } from "../../values/ascii-text.ts";
import { type CategoryPlaces, unknownPlace } from "../../values/category-places.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { Part } from "./other-values.ts";

/** Unknown categories are kept as texts for a while, so long ones are left to others. */
const longestText = 1_000;
/** Texts that are remembered at once: one for each value of the hash's last bits. */
const remembered = 256;

interface Known {
  readonly bytes: Uint8Array;
  readonly place: number;
}

/** Finds the categories of one column by bytes: a text that came before is known without being made again. */
export class CategoryBytes {
  private readonly places: CategoryPlaces;
  private readonly known: (Known | null)[] = Array.from({ length: remembered }, () => null);

  constructor(places: CategoryPlaces) {
    this.places = places;
  }

  /**
   * The field of a text of ASCII between two places, as `RowBuffer` has it.
   *
   * @param part.hash of the text's bytes, the same for the same ones
   * @returns null for an unknown one that is too long to be kept
   */
  field(bytes: Uint8Array, { from, to, hash }: Part, buffer: RowBuffer): number | null {
    const slot = hash & (remembered - 1);
    const known = this.known[slot];
    if (known && isSame(known.bytes, bytes, from, to)) return known.place;
    const text = asciiText(bytes, from, to);
    const place = this.places.of(text);
    if (place === unknownPlace) return to - from > longestText ? null : buffer.unknown(text);
    this.known[slot] = { bytes: bytes.slice(from, to), place };
    return place;
  }
}

function isSame(one: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (one.length !== to - from) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== bytes[from + at]) return false;
  return true;
}
