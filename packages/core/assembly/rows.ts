// Reading the rows of a payload that stands as a text of JSON among bytes: numbers into fields, and where all else stands.
import { isJsonNumber, numberEnd, readNumber } from "./numbers";

const quote: u32 = 34;
const backslash: u32 = 92;
const number: u32 = 1;
const text: u32 = 2;

/**
 * What was no plain number: its field, the places of its first byte and of the one after the last, and a hash of its
 * bytes, 4 bytes each (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/).
 */
let others: usize = 0;
let otherCount: i32 = 0;
/** For each field where its known texts are, 4 bytes each; 0 where there are none. */
let texts: usize = 0;

/** @param known for each field where its known texts are: 256 of 64 bytes by the hash's last bits, as `isKnownText` reads them */
export function beginOthers(place: usize, known: usize): void {
  others = place;
  otherCount = 0;
  texts = known;
}

export function countOthers(): i32 {
  return otherCount;
}

function other(field: i32, from: usize, to: usize, hash: u32): void {
  const place = others + (<usize>otherCount << 4);
  store<i32>(place, field);
  store<i32>(place, <i32>from, 4);
  store<i32>(place, <i32>to, 8);
  store<u32>(place, hash, 12);
  otherCount += 1;
}

/**
 * Whether a text came before: then the field it stands for is stored. A known text has its length and one (so that nothing is
 * known at first), 4 bytes left, the field as a double, and its bytes, 48 at most.
 */
function isKnownText(field: i32, from: usize, to: usize, hash: u32, fields: usize): bool {
  const table: usize = load<u32>(texts + (<usize>field << 2));
  if (table == 0) return false;
  const known = table + (<usize>(hash & 255) << 6);
  const length = <i32>(to - from);
  if (load<i32>(known) != length + 1) return false;
  for (let at: i32 = 0; at < length; at++) if (load<u8>(known + 16 + at) != load<u8>(from + at)) return false;
  store<f64>(fields + (<usize>field << 3), load<f64>(known, 8));
  return true;
}

const basis: u32 = 0x811c9dc5;

function hashed(hash: u32, code: u32): u32 {
  return (hash ^ code) * 0x01000193;
}

function isPrinted(code: u32): bool {
  return code - 32 < 95;
}

/**
 * A row of CSV.
 *
 * @param columns how many fields it has
 * @param kinds of them, a byte each: 1 for numbers, 2 for texts, 0 for what nobody counts
 * @param fields where the numbers are stored
 * @returns where the quote or the backslash stands that ends it; 0 when it is no such row
 */
export function readCsvRow(from: usize, columns: i32, kinds: usize, fields: usize, delimiter: u32): usize {
  let at = from;
  for (let column: i32 = 0; column < columns; column++) {
    if (column > 0) {
      if (load<u8>(at) != delimiter) return 0;
      at++;
    }
    const kind: u32 = load<u8>(kinds + column);
    if (kind == number) {
      const value = readNumber(at);
      const end = numberEnd;
      const code: u32 = load<u8>(end);
      if (end > at && (code == delimiter || code == quote || code == backslash)) {
        store<f64>(fields + (<usize>column << 3), value);
        at = end;
        continue;
      }
    }
    const begin = at;
    let hash = basis;
    let code: u32 = load<u8>(at);
    while (code != delimiter && code != quote && code != backslash) {
      if (!isPrinted(code)) return 0;
      hash = hashed(hash, code);
      code = load<u8>(++at);
    }
    if (kind != 0 && (kind == number || !isKnownText(column, begin, at, hash, fields))) other(column, begin, at, hash);
  }
  return at;
}

/** Whether two places have the same bytes. */
export function isSame(one: usize, another: usize, length: i32): bool {
  let at: i32 = 0;
  for (; at + 16 <= length; at += 16) {
    if (!i8x16.all_true(i8x16.eq(v128.load(one + at), v128.load(another + at)))) return false;
  }
  for (; at < length; at++) if (load<u8>(one + at) != load<u8>(another + at)) return false;
  return true;
}

/**
 * The values of a JSON payload.
 *
 * @param values how many there are
 * @param table of them, 16 bytes each: where its literal stands, the literal's length, the value's kind as above, its field
 * @param fields where the numbers are stored
 * @returns where the last one ends; 0 when it is no payload of this form
 */
export function readJsonValues(from: usize, values: i32, table: usize, fields: usize): usize {
  let at = from;
  for (let index: i32 = 0; index < values; index++) {
    const entry = table + (<usize>index << 4);
    const length = load<i32>(entry, 4);
    if (!isSame(at, load<u32>(entry), length)) return 0;
    at += length;
    const kind = load<u32>(entry, 8);
    const field = load<i32>(entry, 12);
    const code: u32 = load<u8>(at);
    if (code == backslash) {
      if (kind == number || load<u8>(at + 1) != quote) return 0;
      at += 2;
      const begin = at;
      let hash = basis;
      let each: u32 = load<u8>(at);
      while (isPrinted(each) && each != backslash && each != quote) {
        hash = hashed(hash, each);
        each = load<u8>(++at);
      }
      if (each != backslash || load<u8>(at + 1) != quote) return 0;
      if (kind == text && !isKnownText(field, begin, at, hash, fields)) other(field, begin, at, hash);
      at += 2;
    } else if (load<u32>(at) == 0x6c6c756e) {
      // "null"
      store<f64>(fields + (<usize>field << 3), NaN);
      at += 4;
    } else {
      if (kind == text) return 0;
      const value = readNumber(at);
      const end = numberEnd;
      if (end > at && !isInNumbers(load<u8>(end)) && isJsonNumber(at, end)) {
        store<f64>(fields + (<usize>field << 3), value);
        at = end;
      } else {
        const begin = at;
        while (isInNumbers(load<u8>(at))) at++;
        if (at == begin) return 0;
        other(field, begin, at, 0);
      }
    }
  }
  return at;
}

/** Digits, signs, point, e and E. */
function isInNumbers(code: u32): bool {
  return code - 48 <= 9 || code == 43 || code == 45 || code == 46 || (code | 32) == 101;
}
