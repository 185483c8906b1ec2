import { fixedLimit, type Method } from "./method.ts";

const [step, heaviest, mostFailures] = [0.05, 0.5, 10];

export const flagger: Method = {
  name: "Flagger",
  looksFor: "harm",
  about:
    "each minute the canary's success rate of that minute must be 99% or more; a pass adds 5% of the traffic, a failure none; rolled back at 10 failures in all, promoted after 50%",
  source:
    "Flagger's documented example (interval 1m, threshold 10, maxWeight 50, stepWeight 5, request-success-rate min 99), https://docs.flagger.app/usage/how-it-works",
  start: (scenario) => {
    const limit = fixedLimit(scenario, 0.99);
    let weight = step;
    let failures = 0;
    return {
      weight: () => weight,
      judge: ({ arms: { challenger } }) => {
        // No values of the metric are a failed check there.
        const passes = challenger.trials > 0 && challenger.successes / challenger.trials >= limit;
        if (!passes) {
          failures += 1;
          return failures >= mostFailures ? "roll-back" : null;
        }
        if (weight >= heaviest - 1e-9) return "promote";
        weight += step;
        return null;
      },
    };
  },
};
