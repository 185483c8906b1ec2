import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * A seeded source of numbers in [0, 1); the same seed gives the same numbers. Of one seed there are many stretches, which
 * have nothing in common: each is as long as anybody can draw.
 */
export function seededRandom(seed: number, stretch = 0): () => number {
  const generator = xoroshiro128plus(seed);
  // 2^64 numbers on: https://prng.di.unimi.it/xoroshiro128plus.c
  for (let at = 0; at < stretch; at++) generator.jump();
  return () => uniformFloat64(generator);
}
