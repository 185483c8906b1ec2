import { normal, uniformAt } from "../random.ts";
import type { Scenario } from "../scenarios/scenario.ts";

const [noiseStream, missingStream] = [1, 2];

/** What is drawn once for each replicate and is the same for every method and every challenger. */
export interface Weather {
  readonly replicate: number;
  readonly noise: readonly number[];
  readonly missing: readonly boolean[];
}

export function weatherOf(
  { noise: { deviation, correlation }, missing, horizon }: Scenario,
  replicate: number,
): Weather {
  const noisy = uniformAt(replicate, noiseStream);
  const absent = uniformAt(replicate, missingStream);
  let level = deviation > 0 ? normal(noisy) : 0;
  const noise: number[] = [];
  const missed: boolean[] = [];
  for (let minute = 0; minute < horizon; minute += 1) {
    noise.push(deviation * level);
    missed.push(missing > 0 && absent() < missing);
    if (deviation > 0) level = correlation * level + Math.sqrt(1 - correlation ** 2) * normal(noisy);
  }
  return { replicate, noise, missing: missed };
}
