/** Longer than any number that is the name of a category or a class. */
const longestNumber = 64;
/** Numbers as people and programs write them; leading zeros make a code of one, and so does a plus sign. */
const plain = /^(-?)(0|[1-9]\d*)?(?:\.(\d*))?$/;
/** As Python and JavaScript print very large and very small numbers (1e-05), and as Java does (1.0E7). */
const printed = /^(-?)([1-9])(?:\.(\d+))?e([+-]\d{1,2})$|^(-?)([1-9])\.(\d+)E(-?\d{1,2})$/;

/** What a truth word says, in any letter case, or null for any other text. */
export function truthOf(text: string): boolean | null {
  if (text.length !== 4 && text.length !== 5) return null;
  const word = text.toLowerCase();
  if (word === "true") return true;
  return word === "false" ? false : null;
}

/**
 * The one spelling of a number: `1` for "1", "1.0" and "1.", `10000000` for Java's "1.0E7". Digits are kept as texts,
 * so that integers of any length stay apart.
 *
 * @param text without blanks around
 * @returns null for what is no plain number: `02134` and `+49` are codes, `1E5` may be one
 */
export function decimalText(text: string): string | null {
  if (text.length > longestNumber) return null;
  const simple = plain.exec(text);
  if (simple) {
    const [, sign = "", whole = "", fraction = ""] = simple;
    return whole === "" && fraction === "" ? null : signed(sign, whole || "0", fraction);
  }
  const found = printed.exec(text);
  if (!found) return null;
  const [sign = "", first = "", rest = "", exponent = ""] = found[2] ? found.slice(1) : found.slice(5);
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return signed(sign, "0", "0".repeat(-point) + digits);
  return signed(sign, digits.slice(0, point).padEnd(point, "0"), digits.slice(point));
}

function signed(sign: string, whole: string, fraction: string): string {
  const digits = fraction.replace(/0+$/, "");
  const size = digits === "" ? whole : `${whole}.${digits}`;
  return size === "0" ? size : sign + size;
}
