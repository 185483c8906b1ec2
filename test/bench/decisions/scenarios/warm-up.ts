import { accuracy, challengersOf, daily, documented, type Scenario } from "./scenario.ts";

const subject = "warm-up, bursts and cycles";
const equal = { ...documented, ...accuracy, subject, perMinute: 500, challengers: challengersOf(0) } as const;
const day = 1440;
const isDay = (minute: number) => ((minute % day) + day) % day < day / 2;
/** Two days, a look every half hour. */
const long = { ...documented, ...accuracy, subject, horizon: 2 * day, lookEvery: 30 } as const;

export const warmUp: readonly Scenario[] = [
  ...[1, 2, 5, 20].map(
    (atOnce): Scenario => ({
      ...equal,
      name: `errors ${atOnce} at a time`,
      about: `0.5% of 500 requests a minute fail, ${atOnce} at a time; errors are guarded at 1 point`,
      errors: { share: 0.005, atOnce },
      policy: { ...documented.policy, guards: { errorRate: 0.01 } },
    }),
  ),
  {
    ...equal,
    name: "slow answers, noisy minutes",
    about: "1% of answers slow, its log with noise of 1 in each minute of each arm; guarded at 2 points",
    slow: { share: 0.01, noise: 1 },
    policy: { ...documented.policy, guards: { p99Latency: 0.02 } },
  },
  ...[5, 3].map(
    (times): Scenario => ({
      ...equal,
      name: `cold start, ${times} times as slow`,
      about: `1% of answers slow, of the challenger's ${times} times as many for five minutes after each change of its share`,
      slow: { share: 0.01, noise: 0, cold: { minutes: 5, times } },
      policy: { ...documented.policy, guards: { p99Latency: 0.02 } },
    }),
  ),
  {
    ...documented,
    ...accuracy,
    subject,
    name: "season",
    about: "accuracy from 63 to 76% over the day, outcomes known at once",
    championRate: daily(0.695, 0.065),
  },
  {
    ...long,
    name: "better for 6 h, then worse, daily traffic",
    about: "5 points better for 6 hours, then 5 worse; traffic has a daily cycle, so a trial lasts a day",
    perMinute: daily(100, 30),
    challengers: [{ kind: "worse", effect: -0.05, by: (minute) => (minute < 360 ? 0.05 : -0.05) }],
  },
  {
    ...long,
    name: "better by day, worse by night",
    about: "5 points better by day and 7 worse by night, 0.2 worse on average; traffic has a daily cycle",
    perMinute: daily(100, 20),
    challengers: [{ kind: "worse", effect: -0.002, by: (minute) => (isDay(minute) ? 0.05 : -0.07) }],
  },
  {
    ...documented,
    ...accuracy,
    subject,
    name: "worse for 30 minutes, then better",
    about: "5 points worse for 30 minutes, then 5 better",
    challengers: [{ kind: "better", effect: 0.05, by: (minute) => (minute < 30 ? -0.05 : 0.05) }],
  },
];
