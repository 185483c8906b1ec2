import { fixedLimit, type Method } from "./method.ts";

const mostFailures = 3;

export const argo: Method = {
  name: "Argo Rollouts",
  looksFor: "harm",
  about:
    "20%, 40%, 60%, 80% for ten minutes each; from 40% on, every five minutes, the canary's success rate of the last five must be 95% or more; rolled back at the third failure, promoted at the end of the steps",
  source:
    "Argo Rollouts' documented example of background analysis (interval 5m, failureLimit 3, startingStep 2), https://argoproj.github.io/argo-rollouts/features/analysis/",
  start: (scenario) => {
    const limit = fixedLimit(scenario, 0.95);
    let measured = { trials: 0, successes: 0 };
    let failures = 0;
    let taken = 1;
    return {
      weight: (minute) => Math.min(0.8, 0.2 * (1 + Math.floor(minute / 10))),
      judge: ({ minutes, arms: { challenger } }) => {
        measured = {
          trials: measured.trials + challenger.trials,
          successes: measured.successes + challenger.successes,
        };
        const due = Math.floor(minutes / 5);
        if (due <= taken) return minutes >= 40 ? "promote" : null;
        taken = due;
        // The analysis starts with the second step; what came before is not measured.
        const fails = minutes > 10 && measured.trials > 0 && measured.successes / measured.trials < limit;
        measured = { trials: 0, successes: 0 };
        failures += fails ? 1 : 0;
        if (failures >= mostFailures) return "roll-back";
        return minutes >= 40 ? "promote" : null;
      },
    };
  },
};
