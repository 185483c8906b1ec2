/** Minutes that a trial may last; a look is taken each minute. */
export const horizon = 240;

/** What a trial is about. Rates are shares of good answers. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly requestsPerMinute: number;
  readonly championRate: number;
  /** Smallest difference that matters: what the methods that want to know it are told. */
  readonly minimumEffect: number;
  /** The challenger's rate less the champion's. */
  readonly effects: readonly number[];
  /** The challenger's share of the traffic in a minute, for methods that do not ramp by themselves. */
  readonly weight: (minute: number) => number;
  /** What is added to both arms' rates in a minute. */
  readonly drift: (minute: number) => number;
  /** Mean delay of outcomes in minutes (exponential); 0 for none. */
  readonly meanDelay: number;
  /** Share of looks that are not taken; the next one then reads what they would have. */
  readonly missing: number;
  /** Noise of both arms' rates on the logit scale: its standard deviation, and its correlation from minute to minute. */
  readonly noise: { readonly deviation: number; readonly correlation: number };
}

const plain = {
  weight: () => 0.5,
  drift: () => 0,
  meanDelay: 0,
  missing: 0,
  noise: { deviation: 0, correlation: 0 },
};

const availability = { championRate: 0.995, ...plain };
const accuracy = {
  requestsPerMinute: 100,
  championRate: 0.7,
  minimumEffect: 0.05,
  effects: [0, -0.05, 0.05],
  ...plain,
};
const busy = { ...availability, requestsPerMinute: 1_000, minimumEffect: 0.005 };

export const scenarios: readonly Scenario[] = [
  {
    ...busy,
    name: "S1",
    about: "success 99.5%, 1,000 requests a minute",
    effects: [0, -0.005, -0.015, 0.0025],
  },
  {
    ...availability,
    name: "S2",
    about: "success 99.5%, 20 requests a minute",
    requestsPerMinute: 20,
    minimumEffect: 0.015,
    effects: [0, -0.005, -0.015, 0.0025],
  },
  {
    ...plain,
    name: "S3",
    about: "conversion 5%, 500 requests a minute",
    requestsPerMinute: 500,
    championRate: 0.05,
    minimumEffect: 0.005,
    effects: [0, -0.005, 0.005],
  },
  { ...accuracy, name: "S4", about: "accuracy 70%, 100 requests a minute" },
  {
    ...plain,
    name: "S5",
    about:
      "conversion rises from 5% to 6% in the hour in which the weight goes from 5% to 50%, 500 requests a minute",
    requestsPerMinute: 500,
    championRate: 0.05,
    minimumEffect: 0.005,
    effects: [0, -0.005, 0.005],
    weight: (minute) => rampStep(minute) / 100,
    drift: (minute) => 0.01 * Math.min(1, minute / 60),
  },
  {
    ...accuracy,
    name: "S4 delayed labels",
    about: "S4, outcomes known after 30 minutes on average",
    meanDelay: 30,
  },
  {
    ...busy,
    name: "S1 missing looks",
    about: "S1, 10% of looks not taken",
    effects: [0, -0.005],
    missing: 0.1,
  },
  {
    ...accuracy,
    name: "S4 missing looks",
    about: "S4, 10% of looks not taken",
    missing: 0.1,
  },
  {
    ...accuracy,
    name: "S4 autocorrelated noise",
    about:
      "S4, both arms' accuracy wanders together (0.3 on the logit scale, correlation 0.95 from minute to minute)",
    noise: { deviation: 0.3, correlation: 0.95 },
  },
];

/** The shares of S5's ramp in percent, six minutes each. */
export const ramp = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50] as const;

function rampStep(minute: number): number {
  return ramp[Math.min(ramp.length - 1, Math.floor(minute / 6))] ?? 50;
}
