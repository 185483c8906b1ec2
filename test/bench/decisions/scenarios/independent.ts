import { accuracy, challengersOf, plain, type Scenario } from "./scenario.ts";

const availability = { ...plain, championRate: 0.995 };
const busy = { ...availability, perMinute: 1_000, minimumEffect: 0.005 };
const conversion = {
  ...plain,
  perMinute: 500,
  championRate: 0.05,
  minimumEffect: 0.005,
  challengers: challengersOf(0, -0.005, 0.005),
};

/** The shares of S5's ramp in percent, six minutes each. */
const ramp = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50] as const;

/** Conversion that rises while the challenger's share does. */
export const risingConversion = {
  ...conversion,
  championRate: (minute: number) => 0.05 + 0.01 * Math.max(0, Math.min(1, minute / 60)),
  weight: (minute: number) => (ramp[Math.min(ramp.length - 1, Math.floor(minute / 6))] ?? 50) / 100,
  policy: { ...plain.policy, ramp: [...ramp] },
};

export const independent: readonly Scenario[] = [
  {
    ...busy,
    name: "S1",
    about: "success 99.5%, 1,000 requests a minute",
    challengers: challengersOf(0, -0.005, -0.015, 0.0025),
  },
  {
    ...availability,
    name: "S2",
    about: "success 99.5%, 20 requests a minute",
    perMinute: 20,
    minimumEffect: 0.015,
    challengers: challengersOf(0, -0.005, -0.015, 0.0025),
  },
  { ...conversion, name: "S3", about: "conversion 5%, 500 requests a minute" },
  { ...plain, ...accuracy, name: "S4", about: "accuracy 70%, 100 requests a minute" },
  {
    ...risingConversion,
    name: "S5",
    about:
      "conversion rises from 5% to 6% in the hour in which the weight goes from 5% to 50%, 500 requests a minute",
  },
  {
    ...plain,
    ...accuracy,
    name: "S4 delayed labels",
    about: "S4, outcomes known after 30 minutes on average",
    known: { good: { mean: 30 }, bad: { mean: 30 } },
  },
  {
    ...busy,
    name: "S1 missing looks",
    about: "S1, 10% of looks not taken",
    challengers: challengersOf(0, -0.005),
    missing: 0.1,
  },
  { ...plain, ...accuracy, name: "S4 missing looks", about: "S4, 10% of looks not taken", missing: 0.1 },
  {
    ...plain,
    ...accuracy,
    name: "S4 autocorrelated noise",
    about:
      "S4, both arms' accuracy wanders together (0.3 on the logit scale, correlation 0.95 from minute to minute)",
    noise: { deviation: 0.3, correlation: 0.95 },
  },
];
