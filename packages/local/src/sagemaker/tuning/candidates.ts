import type { NumberRange, ParameterRanges } from "./request.ts";

/** The values of one training job, by hyperparameter. */
export type Candidate = Readonly<Record<string, string>>;

/** Draws a value for each range; `random` is in [0, 1). */
export function drawCandidate(ranges: ParameterRanges, random: () => number): Candidate {
  const integers = ranges.IntegerParameterRanges.map((range) => {
    const [low, high] = [Number(range.MinValue), Number(range.MaxValue)];
    // Every integer has a width of one, the outermost too.
    const drawn = Math.round(drawNumber({ ...range, low: low - 0.5, high: high + 0.5 }, random));
    return [range.Name, String(Math.min(Math.max(drawn, low), high))] as const;
  });
  const numbers = ranges.ContinuousParameterRanges.map((range) => {
    const bounds = { low: Number(range.MinValue), high: Number(range.MaxValue) };
    return [range.Name, String(drawNumber({ ...range, ...bounds }, random))] as const;
  });
  const words = ranges.CategoricalParameterRanges.map(
    ({ Name, Values }) => [Name, Values[Math.floor(random() * Values.length)] ?? ""] as const,
  );
  return Object.fromEntries([...integers, ...numbers, ...words]);
}

interface Bounds extends Pick<NumberRange, "ScalingType"> {
  readonly low: number;
  readonly high: number;
}

/** Scales: https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-define-ranges.html#scaling-type */
function drawNumber({ ScalingType, low, high }: Bounds, random: () => number): number {
  const between = (from: number, to: number) => from + random() * (to - from);
  if (ScalingType === "Logarithmic" && low > 0) return Math.exp(between(Math.log(low), Math.log(high)));
  if (ScalingType === "ReverseLogarithmic" && low >= 0 && high < 1) {
    return 1 - Math.exp(between(Math.log(1 - low), Math.log(1 - high)));
  }
  return between(low, high);
}

/** How many combinations of the values there are. */
export function gridSize({ CategoricalParameterRanges }: ParameterRanges): number {
  return CategoricalParameterRanges.reduce((size, { Values }) => size * Values.length, 1);
}

/** The first so many combinations of the values, the last range changing first. */
export function gridOf(ranges: ParameterRanges, most: number): readonly Candidate[] {
  const backwards = ranges.CategoricalParameterRanges.toReversed();
  return Array.from({ length: Math.min(gridSize(ranges), most) }, (_, number) => {
    let left = number;
    const values = backwards.map(({ Name, Values }) => {
      const at = left % Values.length;
      left = Math.floor(left / Values.length);
      return [Name, Values[at] ?? ""] as const;
    });
    return Object.fromEntries(values.toReversed());
  });
}
