// Reading decimals from bytes; see src/monitor/values/decimal.ts, which does the same with texts.

const zero: u32 = 48;
const point: u32 = 46;
const minus: u32 = 45;
const exact: f64 = 9007199254740991;

/** The byte after the number that was read last; where it should have begun, when there was none. */
export let numberEnd: usize = 0;

function powerOfTen(scale: u32): f64 {
  return load<f64>(powers + (<usize>scale << 3));
}

/** Powers of ten that a double holds exactly. */
const powers: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

/**
 * The number that begins at a place. There is none when it has no digit, or more than a double holds exactly: a whole
 * number below 2^53 over a power of ten up to 22 is rounded once, so it is the nearest double (Clinger 1990,
 * https://doi.org/10.1145/93542.93557).
 */
export function readNumber(from: usize): f64 {
  let at = from;
  let code: u32 = load<u8>(at);
  const negative = code == minus;
  if (negative) code = load<u8>(++at);
  const begin = at;
  let whole: u64 = 0;
  let digit = code - zero;
  while (digit <= 9) {
    whole = whole * 10 + digit;
    digit = <u32>load<u8>(++at) - zero;
  }
  let digits = <u32>(at - begin);
  let scale: u32 = 0;
  if (digit + zero == point) {
    const fraction = ++at;
    digit = <u32>load<u8>(at) - zero;
    while (digit <= 9) {
      whole = whole * 10 + digit;
      digit = <u32>load<u8>(++at) - zero;
    }
    scale = <u32>(at - fraction);
    digits += scale;
  }
  // Nineteen digits fit into 64 bits; of more, leading zeros among them, nothing is said.
  if (digits - 1 >= 19 || scale > 22 || whole > <u64>exact) {
    numberEnd = from;
    return NaN;
  }
  numberEnd = at;
  const size = scale == 0 ? <f64>whole : <f64>whole / powerOfTen(scale);
  return negative ? -size : size;
}

/** Whether what was read as a decimal is a number of JSON: no zeros before others, digits on both sides of a point. */
export function isJsonNumber(from: usize, end: usize): bool {
  const begin = load<u8>(from) == minus ? from + 1 : from;
  const code: u32 = load<u8>(begin);
  if (code - zero > 9 || load<u8>(end - 1) == point) return false;
  return code != zero || end == begin + 1 || load<u8>(begin + 1) == point;
}
