/**
 * Uniform integers from 0 to 2^32 - 1, the same for the same seed on every machine: xoshiro128** of Blackman and
 * Vigna (2018, https://prng.di.unimi.it/xoshiro128starstar.c), its state filled by SplitMix32's steps.
 */
export function seededIntegers(seed: number): () => number {
  let filler = seed | 0;
  const fill = () => {
    filler = (filler + 0x9e3779b9) | 0;
    let mixed = Math.imul(filler ^ (filler >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
}

/** An integer from 0 to `below` - 1; the bias is below/2^32 at most. */
export function integerBelow(below: number, random: () => number): number {
  return Math.floor((random() * below) / 2 ** 32);
}
