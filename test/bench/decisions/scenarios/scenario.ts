import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";

/** Minutes that most trials may last. */
export const usualHorizon = 240;

/** When an outcome is known, in minutes after its request: a fixed number, exponential with a mean, or never. */
export type Delay = number | { readonly mean: number } | "never";

/** A number, or one for each minute since the trial began; minutes of the day before are negative. */
export type ByMinute = number | ((minute: number) => number);

export const subjects = [
  "independent requests",
  "units",
  "late labels",
  "warm-up, bursts and cycles",
  "slow traffic",
  "margins",
] as const;

export interface Challenger {
  readonly kind: "equal" | "worse" | "better";
  /** Its rate less the champion's, of the whole trial where it changes. */
  readonly effect: number;
  /** Where it changes: in which minute it is how much. */
  readonly by?: (minute: number) => number;
}

/** What a trial is about. Rates are shares of good answers. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly subject: (typeof subjects)[number];
  /** Requests with an outcome, of both arms together; rows where a request has several. */
  readonly perMinute: ByMinute;
  readonly championRate: ByMinute;
  /** Smallest difference that matters: what the methods that want to know it are told. */
  readonly minimumEffect: number;
  readonly challengers: readonly Challenger[];
  /** The challenger's share of the traffic in a minute, for methods that do not ramp by themselves. */
  readonly weight: (minute: number) => number;
  /** What the policy says beside `minimumEffect` and `deadline`: with a ramp of several steps Driftwheel shifts by itself. */
  readonly policy: ModelPolicyInput["rollout"];
  /** Minutes that a trial may last. */
  readonly horizon: number;
  /** Minutes from look to look. */
  readonly lookEvery: number;
  readonly known: { readonly good: Delay; readonly bad: Delay };
  /** Share of good and of bad answers of each arm that ever get an outcome; all of them when absent. */
  readonly told?: Readonly<
    Record<"champion" | "challenger", { readonly good: number; readonly bad: number }>
  >;
  /** Requests that go together; without it each is on its own. */
  readonly units?: {
    /** Requests of one unit. */
    readonly size: number;
    /** Intra-class correlation: a unit's own rate is drawn from a beta distribution. */
    readonly correlation: number;
    /** Minutes over which a unit's requests are spread; its arm is that of its first. 0 for the rows of one request. */
    readonly spread: number;
    /** Whether periods say how many independent outcomes theirs are worth. */
    readonly areKnown: boolean;
  };
  /** Share of requests that end with an error, and how many such errors come at a time. */
  readonly errors?: { readonly share: number; readonly atOnce: number };
  /** Slow answers: the log of their share is noise of its own in each arm's minute; more of them after each change of the weight. */
  readonly slow?: {
    readonly share: number;
    readonly noise: number;
    readonly cold?: { readonly minutes: number; readonly times: number };
  };
  /** Nothing is known of the champion's day before. */
  readonly hasNoHistory?: boolean;
  /** Share of looks that are not taken; the next one then reads what they would have. */
  readonly missing: number;
  /** Noise of both arms' rates on the logit scale: its standard deviation, and its correlation from minute to minute. */
  readonly noise: { readonly deviation: number; readonly correlation: number };
}

export function at(value: ByMinute, minute: number): number {
  return typeof value === "number" ? value : value(minute);
}

export function challengersOf(...effects: readonly number[]): readonly Challenger[] {
  return effects.map((effect) => ({
    kind: effect === 0 ? "equal" : effect < 0 ? "worse" : "better",
    effect,
  }));
}

/** Half of the traffic from the first minute, a look each minute, outcomes known at once. */
export const plain = {
  subject: "independent requests",
  weight: () => 0.5,
  policy: { ramp: [50], minTrials: 1 },
  horizon: usualHorizon,
  lookEvery: 1,
  known: { good: 0, bad: 0 },
  missing: 0,
  noise: { deviation: 0, correlation: 0 },
} as const satisfies Partial<Scenario>;

/** The documented policy: 5, 25, 50%, a look every five minutes. Methods that do not ramp get a step at each look. */
export const documented = {
  ...plain,
  weight: (minute: number) => (minute < 5 ? 0.05 : minute < 10 ? 0.25 : 0.5),
  policy: { ramp: [5, 25, 50] },
  lookEvery: 5,
} as const satisfies Partial<Scenario>;

/** Accuracy of 70%, 100 outcomes a minute, 5 points matter. */
export const accuracy = {
  perMinute: 100,
  championRate: 0.7,
  minimumEffect: 0.05,
  challengers: challengersOf(0, -0.05, 0.05),
} as const satisfies Partial<Scenario>;

/** A level that goes up and down with the day, highest at the sixth hour of the trial. */
export function daily(mean: number, swing: number): (minute: number) => number {
  return (minute) => mean + swing * Math.sin((2 * Math.PI * minute) / 1440);
}
