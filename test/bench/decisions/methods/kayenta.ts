import { normalQuantile } from "@driftwheel/core/stats/distributions/normal.ts";
import type { Method } from "./method.ts";

const [lifetime, interval] = [60, 5];
const [tolerance, level] = [0.25, 0.98];
const critical = normalQuantile((1 + level) / 2);

export const kayenta: Method = {
  name: "Kayenta",
  looksFor: "harm",
  about:
    "success rates of single minutes, both arms by Mann and Whitney's test at 98% with a tolerance of a quarter of the Hodges-Lehmann estimate; judged every 5 minutes on all points so far, rolled back when low, promoted after 60 minutes",
  source:
    "Spinnaker's default judge, https://spinnaker.io/docs/guides/user/canary/judge/ and kayenta-judge's NetflixACAJudge (tolerance 0.25, confidence 0.98)",
  start: () => {
    const champion: number[] = [];
    const challenger: number[] = [];
    let taken = 0;
    return {
      judge: ({ minutes, arms }) => {
        if (arms.champion.trials > 0) champion.push(arms.champion.successes / arms.champion.trials);
        if (arms.challenger.trials > 0) challenger.push(arms.challenger.successes / arms.challenger.trials);
        const due = Math.floor(minutes / interval);
        if (due <= taken) return null;
        taken = due;
        if (isLow(champion, challenger)) return "roll-back";
        return minutes >= lifetime ? "promote" : null;
      },
    };
  },
};

/** True when the whole confidence interval of the shift is below the tolerance: R's asymptotic wilcox.test, by ranks. */
export function isLow(control: readonly number[], experiment: readonly number[]): boolean {
  const [n, m] = [experiment.length, control.length];
  if (n === 0 || m === 0) return false;
  const spread = deviation(control, experiment);
  // Only where the test is significant can the interval leave 0 out, and only then is the estimate worth its sorting.
  const below = winsOf(control, experiment);
  if (spread === 0 || below - (n * m) / 2 - 0.5 <= critical * spread) return false;
  const differences = Float64Array.from(experiment.flatMap((x) => control.map((y) => x - y))).sort();
  const half = differences.length / 2;
  const estimate = ((differences[Math.ceil(half) - 1] ?? 0) + (differences[Math.floor(half)] ?? 0)) / 2;
  const upper = differences[Math.min(differences.length - 1, Math.ceil(half + critical * spread))] ?? 0;
  return upper < -tolerance * Math.abs(estimate);
}

/** Pairs in which the control is the higher one; ties count half. */
function winsOf(control: readonly number[], experiment: readonly number[]): number {
  const x = Float64Array.from(experiment).sort();
  const y = Float64Array.from(control).sort();
  let wins = 0;
  let [lower, notAbove] = [0, 0];
  for (const value of y) {
    while (lower < x.length && (x[lower] ?? 0) < value) lower += 1;
    while (notAbove < x.length && (x[notAbove] ?? 0) <= value) notAbove += 1;
    wins += (lower + notAbove) / 2;
  }
  return wins;
}

/** Standard deviation of the number of pairs won by chance, corrected for ties. */
function deviation(control: readonly number[], experiment: readonly number[]): number {
  const all = Float64Array.from([...control, ...experiment]).sort();
  const size = all.length;
  let ties = 0;
  let run = 1;
  for (let index = 1; index <= size; index += 1) {
    if (index < size && all[index] === all[index - 1]) {
      run += 1;
    } else {
      ties += run ** 3 - run;
      run = 1;
    }
  }
  const pairs = control.length * experiment.length;
  return Math.sqrt((pairs / 12) * (size + 1 - ties / (size * (size - 1))));
}
