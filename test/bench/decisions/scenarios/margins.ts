import { accuracy, challengersOf, documented, type Scenario } from "./scenario.ts";

const notWorse = {
  ...documented,
  subject: "margins",
  policy: { ...documented.policy, promoteWhen: "not worse" },
} as const;

export const margins: readonly Scenario[] = [
  {
    ...notWorse,
    ...accuracy,
    name: "not worse, at the margin",
    about: "accuracy 70%, promoted when not worse by 5 points; a challenger that is worse by as much",
    challengers: challengersOf(-0.05),
  },
  {
    ...notWorse,
    name: "not worse than hardly any",
    about: "conversion 1%, promoted when not worse by 2 points; a challenger that never converts",
    perMinute: 100,
    championRate: 0.01,
    minimumEffect: 0.02,
    challengers: challengersOf(-0.01),
  },
];
