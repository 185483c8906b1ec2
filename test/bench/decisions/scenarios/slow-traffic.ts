import { accuracy, challengersOf, documented, plain, type Scenario } from "./scenario.ts";

const subject = "slow traffic";

export const slowTraffic: readonly Scenario[] = [
  ...[5, 10, 15, 20].map(
    (perMinute): Scenario => ({
      ...documented,
      ...accuracy,
      subject,
      name: `${perMinute} outcomes a minute`,
      about: `accuracy 70%, ${perMinute} outcomes a minute, ramp 10, 50, 20 outcomes needed in each arm, a challenger 20 points better`,
      perMinute,
      challengers: challengersOf(0, 0.2),
      weight: (minute) => (minute < 5 ? 0.1 : 0.5),
      policy: { ramp: [10, 50], minTrials: 20 },
      horizon: 480,
    }),
  ),
  {
    ...plain,
    subject,
    name: "no history, 99.5%",
    about: "S1, nothing is known of the champion's day before",
    perMinute: 1_000,
    championRate: 0.995,
    minimumEffect: 0.005,
    challengers: challengersOf(0, -0.005),
    hasNoHistory: true,
  },
  {
    ...plain,
    subject,
    name: "no history, 5%",
    about: "S3 with 1 point that matters, nothing is known of the champion's day before",
    perMinute: 500,
    championRate: 0.05,
    minimumEffect: 0.01,
    challengers: challengersOf(0, -0.01, 0.01),
    hasNoHistory: true,
  },
  {
    ...plain,
    ...accuracy,
    subject,
    name: "wrong history",
    about: "S4 after a day in which 95% were right",
    championRate: (minute) => (minute < 0 ? 0.95 : 0.7),
  },
];
