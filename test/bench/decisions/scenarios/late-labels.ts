import { risingConversion } from "./independent.ts";
import { accuracy, challengersOf, daily, documented, type Scenario } from "./scenario.ts";

const late = { ...documented, ...accuracy, subject: "late labels" } as const;

export const lateLabels: readonly Scenario[] = [
  ...[
    [30, 60],
    [30, 36],
    [30, 33],
    [60, 30],
  ].map(([good = 0, bad = 0]) => ({
    ...late,
    name: `good after ${good}, bad after ${bad} minutes`,
    about: `accuracy 70%, good outcomes known after ${good} minutes and bad ones after ${bad}`,
    known: { good, bad },
  })),
  {
    ...late,
    name: "all after 2 h, season",
    about: "outcomes known after 2 hours, accuracy from 63 to 76% over the day",
    championRate: daily(0.695, 0.065),
    known: { good: 120, bad: 120 },
    horizon: 480,
  },
  {
    ...late,
    name: "all after 6 h, season",
    about: "outcomes known after 6 hours, accuracy from 68 to 72% over the day",
    championRate: daily(0.7, 0.02),
    known: { good: 360, bad: 360 },
    horizon: 720,
  },
  {
    ...risingConversion,
    subject: "late labels",
    name: "S5, all after 30 minutes",
    about: "S5, outcomes known after 30 minutes",
    known: { good: 30, bad: 30 },
  },
  {
    ...late,
    name: "exponential, 30 minutes",
    about: "accuracy 70%, outcomes known after 30 minutes on average",
    known: { good: { mean: 30 }, bad: { mean: 30 } },
  },
  {
    ...late,
    name: "bad outcomes are never told",
    about:
      "conversion 5%, 500 requests a minute, known after 30 minutes; that a request did not convert is never told",
    perMinute: 500,
    championRate: 0.05,
    minimumEffect: 0.01,
    challengers: challengersOf(0, -0.01, 0.01),
    known: { good: 30, bad: "never" },
  },
  {
    ...late,
    name: "labels of positives only",
    about:
      "a challenger that is right in 66% against 92%; outcomes are of half of the champion's answers and of 30% of the challenger's, of which 97% are right",
    championRate: 0.92,
    challengers: challengersOf(-0.26),
    told: { champion: { good: 0.5, bad: 0.5 }, challenger: { good: 0.441, bad: 0.0265 } },
  },
  {
    ...late,
    name: "labels of a chosen part",
    about:
      "a challenger that is right in 66% against 92%; outcomes are of 30% of the champion's answers and of 20% of the challenger's, of which 97% are right, after 30 minutes",
    championRate: 0.92,
    challengers: challengersOf(-0.26),
    told: { champion: { good: 0.3, bad: 0.3 }, challenger: { good: 0.294, bad: 0.0176 } },
    known: { good: 30, bad: 30 },
  },
];
