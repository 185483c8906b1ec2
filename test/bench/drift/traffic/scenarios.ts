import { normal } from "../populations.ts";

/** How far a feature's mean is from where it was, in standard deviations, at each hour. */
type Levels = (random: () => number) => (hour: number) => number;

export interface Scenario {
  readonly name: string;
  readonly rows: number;
  /** Hours of a window. */
  readonly hours: number;
  readonly levels: Levels;
  /** How often each row comes, one time after the other. */
  readonly repeats: number;
  /** Rows of the training set in an hour: fewer than windows have when it is a sample of a longer time. */
  readonly trainedPerHour: number;
  readonly isShuffled: boolean;
  /** Of the feature that moves with another, which stays. */
  readonly correlation: number;
}

const still: Levels = () => () => 0;
const daily =
  (amplitude: number): Levels =>
  () =>
  (hour) =>
    amplitude * Math.sin((2 * Math.PI * hour) / 24);
const weekly =
  (shift: number): Levels =>
  () =>
  (hour) =>
    Math.floor(hour / 24) % 7 >= 5 ? shift : 0;
/** A level for each hour, like the one before by so much. */
const wandering =
  (deviation: number, likeness = 0): Levels =>
  (random) => {
    let current = Number.NaN;
    let level = deviation * normal(random);
    return (hour) => {
      const begun = Math.floor(hour);
      if (begun !== current) {
        level = likeness * level + deviation * Math.sqrt(1 - likeness ** 2) * normal(random);
        current = begun;
      }
      return level;
    };
  };

const hourly = { rows: 200, hours: 1, repeats: 1, trainedPerHour: 200, isShuffled: false, correlation: 0 };
const correlated = { ...hourly, correlation: 0.8 };
/** Training rows of four weeks. */
const sampled = { ...hourly, trainedPerHour: 9 };

/** Only the champion's own windows can tell how much windows differ. */
const shuffled = (each: readonly Scenario[]) =>
  each.map((scenario) => ({
    ...scenario,
    name: `${scenario.name}, shuffled training rows`,
    isShuffled: true,
  }));

/** One of five features moves as told; promised are two alarms a year, with an effect floor of 0.1. With "a pair" another goes with it. */
export const scenarios: readonly Scenario[] = [
  { ...hourly, name: "independent rows", levels: still },
  ...[0.3, 0.5, 1].map((by) => ({ ...hourly, name: `daily cycle of ${by} sigma`, levels: daily(by) })),
  { ...sampled, name: "daily cycle of 0.5 sigma, trained on a sample of four weeks", levels: daily(0.5) },
  { ...sampled, name: "daily cycle of 0.5 sigma, 1,000 rows", rows: 1000, levels: daily(0.5) },
  ...[0.5, 1].map((by) => ({ ...sampled, name: `weekends ${by} sigma away`, levels: weekly(by) })),
  ...[0.5, 1].map((by) => ({
    ...hourly,
    hours: 24,
    trainedPerHour: 200 / 24,
    name: `weekends ${by} sigma away, daily windows`,
    levels: weekly(by),
  })),
  ...[2, 5].map((repeats) => ({ ...hourly, name: `each row ${repeats} times`, levels: still, repeats })),
  ...[0.1, 0.2, 0.3].map((by) => ({
    ...hourly,
    name: `hourly levels of ${by} sigma`,
    levels: wandering(by),
  })),
  ...[0.5, 0.9].map((likeness) => ({
    ...hourly,
    name: `hourly levels of 0.2 sigma, autocorrelation ${likeness}`,
    levels: wandering(0.2, likeness),
  })),
  ...shuffled([
    ...[0.5, 1].map((by) => ({ ...hourly, name: `daily cycle of ${by} sigma`, levels: daily(by) })),
    ...[0.5, 1].map((by) => ({ ...sampled, name: `weekends ${by} sigma away`, levels: weekly(by) })),
    ...[2, 5].map((repeats) => ({ ...hourly, name: `each row ${repeats} times`, levels: still, repeats })),
    { ...hourly, name: "hourly levels of 0.3 sigma", levels: wandering(0.3) },
    { ...correlated, name: "daily cycle of 0.5 sigma, a pair", levels: daily(0.5) },
  ]),
  { ...correlated, name: "daily cycle of 0.5 sigma, a pair", levels: daily(0.5) },
  { ...correlated, name: "each row five times, a pair", levels: still, repeats: 5 },
];
