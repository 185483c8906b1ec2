const upper = 2 ** 21;

/**
 * A text's hash, a whole number below 2^53, the same on every machine: two of FNV-1a's kind
 * (https://www.rfc-editor.org/rfc/rfc9923), each mixed by MurmurHash3's last step. Among a million texts two share one
 * with a probability of one in ten thousand.
 */
export function textHash(text: string): number {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) ^ (other >>> 15);
  }
  return paired(mixed(one), mixed(other));
}

/** A hash of numbers. */
export function numbersHash(numbers: readonly number[]): number {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (const number of numbers) {
    double[0] = number;
    for (const word of words) {
      one = mixed(Math.imul(one ^ word, 0x01000193));
      other = mixed(Math.imul(other ^ word, 0x85ebca6b));
    }
  }
  return paired(one, other);
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

function paired(one: number, other: number): number {
  return ((one >>> 0) % upper) * 2 ** 32 + (other >>> 0);
}

function mixed(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
