/** Powers of ten that a double holds exactly. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const [zero, nine, point, minus] = [48, 9, 46, 45] as const;

/**
 * Reads a number that stands among bytes as a plain decimal (`-12.80`), as `plainDecimal` reads it from a text, and tells
 * where it ends.
 */
export class DecimalBytes {
  /** The byte after the number that was read last; where it should have begun, when there is none. */
  end = 0;

  /**
   * The number that begins at a place. NaN, with the end at the place, when there is none, or it has more digits than a
   * double holds exactly: `Number` may know it.
   */
  read(bytes: Uint8Array, from: number): number {
    let at = from;
    let code = bytes[at] ?? 0;
    const negative = code === minus;
    if (negative) {
      at += 1;
      code = bytes[at] ?? 0;
    }
    const begin = at;
    let whole = 0;
    for (let digit = code - zero; digit >= 0 && digit <= nine; digit = code - zero) {
      whole = whole * 10 + digit;
      at += 1;
      code = bytes[at] ?? 0;
    }
    let digits = at - begin;
    let scale = 0;
    if (code === point) {
      at += 1;
      code = bytes[at] ?? 0;
      const fraction = at;
      for (let digit = code - zero; digit >= 0 && digit <= nine; digit = code - zero) {
        whole = whole * 10 + digit;
        at += 1;
        code = bytes[at] ?? 0;
      }
      scale = at - fraction;
      digits += scale;
    }
    if (digits === 0 || scale >= powers.length || whole > Number.MAX_SAFE_INTEGER) {
      this.end = from;
      return Number.NaN;
    }
    this.end = at;
    const size = scale === 0 ? whole : whole / (powers[scale] ?? 1);
    return negative ? -size : size;
  }
}
