import type { Kernel } from "../../kernel/kernel.ts";
import { asciiText } from "../../values/ascii-text.ts";
import { type CategoryPlaces, unknownPlace } from "../../values/category-places.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";

/** A value among bytes: its first, the one after its last, and a hash of them. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly hash: number;
}

/** Unknown categories are kept as texts for a while, so long ones are left to others. */
const longestText = 1_000;
/** Texts that are remembered at once, one for each value of the hash's last bits, and how: see packages/core/assembly/rows.ts. */
const remembered = { texts: 256, bytes: 64, field: 8, text: 16, longest: 48 } as const;

/** Finds the categories of one column by bytes: a short text that came before is known to the kernel from then on. */
export class CategoryBytes {
  /** Where in the kernel's memory the known texts are. */
  readonly known: number;
  private readonly kernel: Kernel;
  private readonly places: CategoryPlaces;

  constructor(places: CategoryPlaces, kernel: Kernel) {
    this.places = places;
    this.kernel = kernel;
    this.known = kernel.allocate(remembered.texts * remembered.bytes);
  }

  /**
   * The field of a text of ASCII between two places, as `RowBuffer` has it.
   *
   * @param part.hash of the text's bytes, the same for the same ones
   * @returns null for an unknown one that is too long to be kept
   */
  field(bytes: Uint8Array, { from, to, hash }: Part, buffer: RowBuffer): number | null {
    const text = asciiText(bytes, from, to);
    const place = this.places.of(text);
    if (place === unknownPlace) return to - from > longestText ? null : buffer.unknown(text);
    if (to - from <= remembered.longest) this.remember({ from, to, hash }, place);
    return place;
  }

  private remember({ from, to, hash }: Part, place: number): void {
    const { kernel } = this;
    const at = this.known + (hash & (remembered.texts - 1)) * remembered.bytes;
    kernel.words(at, 1)[0] = to - from + 1;
    kernel.doubles(at + remembered.field, 1)[0] = place;
    kernel.bytes.copyWithin(at + remembered.text, from, to);
  }
}
