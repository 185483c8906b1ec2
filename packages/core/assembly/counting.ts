// Counting the numbers of columns; what is counted stands in src/monitor/window/window-state.ts.

const largest: f64 = 1e150;
const few: i32 = 16;
const mostSampled: i32 = 2048;

/** What is kept of a column. Its size and places are those of src/monitor/window/counting/numeric-counter.ts. */
@unmanaged
class Column {
  field: i32;
  /** As many as there are lower ends; those are filled up with infinity to an even number. */
  buckets: i32;
  lowers: usize;
  counts: usize;
  sample: usize;
  level: i32;
  length: i32;
  until: i32;
  rest: i32;
  seed: i32;
  lowest: f64;
  numbers: f64;
  mean: f64;
  squares: f64;
  min: f64;
  max: f64;
  moved: f64;
  integers: f64;
  missing: f64;
  absent: f64;
  other: f64;
  infinite: f64;
}

/**
 * Counts rows of fields that lie one after the other.
 *
 * @param columns how many are counted
 * @param table where each of them stands, 4 bytes each
 * @param step bytes from a row to the next
 */
export function countNumbers(columns: i32, table: usize, fields: usize, rows: i32, step: usize): void {
  for (let index: i32 = 0; index < columns; index++) {
    const column = changetype<Column>(<usize>load<u32>(table + ((<usize>index) << 2)));
    countColumn(column, fields + ((<usize>column.field) << 3), rows, step);
  }
}

function countColumn(column: Column, first: usize, rows: i32, step: usize): void {
  const lowest = column.lowest;
  const lowers = column.lowers;
  const counts = column.counts;
  const buckets = column.buckets;
  let numbers = column.numbers;
  let mean = column.mean;
  let squares = column.squares;
  let min = column.min;
  let max = column.max;
  let moved = column.moved;
  let integers = column.integers;
  let until = column.until;
  let at = first;
  for (let row: i32 = 0; row < rows; row++, at += step) {
    // JSON knows no -0, which this turns into 0.
    const value = load<f64>(at) + 0.0;
    if (value - value != 0) {
      countOther(column, value);
      continue;
    }
    let bounded = value;
    if (abs(value) > largest) {
      if (abs(value) == f64.MAX_VALUE) {
        column.infinite += 1;
        continue;
      }
      bounded = value > 0 ? largest : -largest;
    }
    numbers += 1;
    // Welford 1962, https://doi.org/10.1080/00401706.1962.10490022
    const away = bounded - mean;
    mean += away / numbers;
    squares += away * (bounded - mean);
    if (value < min) min = value;
    if (value > max) max = value;
    moved += value != lowest ? 1 : 0;
    integers += trunc(value) == value ? 1 : 0;
    if (buckets > 0) {
      const place = counts + ((<usize>bucketOf(lowers, buckets, value)) << 3);
      store<f64>(place, load<f64>(place) + 1);
    }
    if (--until <= 0) until = draw(column, value);
  }
  column.numbers = numbers;
  column.mean = mean;
  column.squares = squares;
  column.min = min;
  column.max = max;
  column.moved = moved;
  column.integers = integers;
  column.until = until;
}

function countOther(column: Column, value: f64): void {
  if (value == Infinity) {
    column.other += 1;
    return;
  }
  column.missing += 1;
  if (value == -Infinity) column.absent += 1;
}

/** As src/monitor/window/counting/bucket-of.ts. */
function bucketOf(lowers: usize, buckets: i32, value: f64): i32 {
  let low: i32 = 0;
  let high = buckets;
  while (high - low > few) {
    const middle = (low + high) >>> 1;
    if (load<f64>(lowers + ((<usize>middle) << 3)) <= value) low = middle;
    else high = middle;
  }
  // All lower ends from an even place on, two at a time; those before count anyway, and those after are larger.
  low &= ~1;
  let begun = i64x2.splat(0);
  const all = f64x2.splat(value);
  for (let place = low; place < high; place += 2) {
    begun = i64x2.sub(begun, f64x2.le(v128.load(lowers + ((<usize>place) << 3)), all));
  }
  const count = low + <i32>i64x2.extract_lane(begun, 0) + <i32>i64x2.extract_lane(begun, 1);
  return count == 0 ? 0 : count - 1;
}

/** Puts a number into a column's bounded sample. @returns how many numbers come until the next that is put */
function draw(column: Column, value: f64): i32 {
  if (column.length == mostSampled) thin(column);
  store<f64>(column.sample + ((<usize>column.length) << 3), value);
  column.length += 1;
  const block = 1 << column.level;
  const place = random(column) & (block - 1);
  const until = column.rest + place + 1;
  column.rest = block - 1 - place;
  return until;
}

/** Keeps one of each two numbers, and from now on one of twice as many. */
function thin(column: Column): void {
  const half = column.length >> 1;
  for (let pair: i32 = 0; pair < half; pair++) {
    const from = 2 * pair + (random(column) & 1);
    store<f64>(column.sample + ((<usize>pair) << 3), load<f64>(column.sample + ((<usize>from) << 3)));
  }
  column.length = half;
  column.level += 1;
}

/** Xorshift, 32 bits: Marsaglia 2003, https://doi.org/10.18637/jss.v008.i14 */
function random(column: Column): i32 {
  let seed: i32 = column.seed;
  seed ^= seed << 13;
  seed ^= <i32>(<u32>seed >>> 17);
  seed ^= seed << 5;
  column.seed = seed;
  return <i32>(<u32>seed >>> 8);
}
