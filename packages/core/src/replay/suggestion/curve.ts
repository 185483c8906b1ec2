import { integerBelow, seededIntegers } from "../../stats/random.ts";
import { cusumReference, strongestScore } from "../../stats/sequential/clipped-cusum.ts";
import { cusumStep } from "../../stats/sequential/cusum.ts";

/** Windows that are drawn together, so that what goes on for a day goes on in what is drawn. */
export const block = 24;
/** So many windows are drawn for the alarms of one line; at one alarm in 4,000 the rate is then within a tenth or so. */
const drawn = 400_000;
/** So many drifts are begun for a delay. */
const begun = 400;
/** A delay longer than this counts as this. */
const longestDelay = 10_000;

/** Scores of the model's own quiet past, one after another, drawn in blocks of successive windows. */
class Draws {
  readonly #scores: readonly number[];
  readonly #random = seededIntegers(1);
  #place = 0;
  #left = 0;

  constructor(scores: readonly number[]) {
    this.#scores = scores;
  }

  next(): number {
    if (this.#left === 0) {
      this.#place = integerBelow(this.#scores.length, this.#random);
      this.#left = block;
    }
    const score = this.#scores[this.#place % this.#scores.length] ?? 0;
    this.#place += 1;
    this.#left -= 1;
    return score;
  }
}

/**
 * How often the sum crosses a line where nothing drifts, as a share of windows: over windows drawn from the model's own
 * quiet ones in blocks (Künsch, "The jackknife and the bootstrap for general stationary observations", 1989,
 * https://doi.org/10.1214/aos/1176347265). After an alarm the sum begins anew.
 */
export function alarmShare(scores: readonly number[], line: number): number {
  const draws = new Draws(scores);
  let sum = 0;
  let alarms = 0;
  for (let index = 0; index < drawn; index += 1) {
    sum = cusumStep(sum, draws.next(), cusumReference);
    if (sum < line || sum === 0) continue;
    alarms += 1;
    sum = 0;
  }
  return alarms / drawn;
}

/**
 * Windows until the sum crosses the line after each score has risen by the shift, on average.
 *
 * @param shift standard deviations of the score without drift
 */
export function detectionDelay(scores: readonly number[], line: number, shift: number): number {
  const draws = new Draws(scores);
  let windows = 0;
  for (let index = 0; index < begun; index += 1) {
    let sum = 0;
    for (let count = 1; count <= longestDelay; count += 1) {
      windows += 1;
      sum = cusumStep(sum, Math.min(strongestScore, draws.next() + shift), cusumReference);
      if (sum >= line) break;
    }
  }
  return windows / begun;
}

/** After how many of its windows a drift of the past is confirmed; null when it is not. */
export function confirmedAfter(scores: readonly number[], line: number): number | null {
  let sum = 0;
  const place = scores.findIndex((score) => {
    sum = cusumStep(sum, score, cusumReference);
    return sum >= line;
  });
  return place < 0 ? null : place + 1;
}
