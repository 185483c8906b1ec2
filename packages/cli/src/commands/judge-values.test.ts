import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";
import {
  begun,
  type Experiment,
  experiment,
  jsonl,
  type Line,
  without,
} from "../judge/experiment.fixture.ts";

const directory = temporaryFolder();
const quick = { ramp: [50], atLeast: "20 minutes", deadline: "6 hours" };
const lower = { ...quick, outcomes: { value: { better: "lower" } } };
const higher = { ...quick, outcomes: { value: { better: "higher" } } };
let files = 0;

async function judged(
  lines: readonly (Line | string)[],
  policy: object,
  words: readonly string[] = ["--json"],
) {
  files += 1;
  const [file, rules] = [`${files}.jsonl`, `${files}.json`];
  await writeFile(join(directory, file), jsonl(lines));
  await writeFile(join(directory, rules), JSON.stringify(policy));
  return type(["judge", file, "--policy", rules, ...words], { directory });
}

/** What a program reads of the output, as far as it is looked into here. */
interface Answer {
  readonly trial: string;
  readonly end?: string;
  readonly because?: string;
  readonly history?: {
    readonly values?: { readonly mean: number; readonly low: number; readonly high: number };
    readonly designEffects: { readonly outcomes: number };
  };
  readonly champion?: { readonly trials: number; readonly values?: { count: number; mean: number } };
  readonly challenger?: Answer["champion"];
  readonly evidence?: { readonly worse: number; readonly segments?: Readonly<Record<string, number>> };
}

const answers = ({ out }: { readonly out: readonly string[] }): readonly Answer[] =>
  out.map((line) => JSON.parse(line));
const historyOf = (all: readonly Answer[]) => all.find(({ history }) => history)?.history;

/** Standard normal numbers by a seed. */
function normals(seed: number): () => number {
  const random = seededIntegers(seed);
  const uniform = () => (1 + integerBelow(1_000_000, random)) / 1_000_001;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** An experiment whose outcomes are numbers. */
function valued(options: Experiment, value: (line: Line, normal: () => number) => number): readonly Line[] {
  const normal = normals(options.seed + 1_000);
  return experiment(options).map((line) => ({ ...without(line, "success"), value: value(line, normal) }));
}

const isChallenger = ({ variant }: Line) => variant === "challenger";
/** An absolute error, 2 on average, times what the challenger's are. */
const error = (times: number) => (line: Line, normal: () => number) =>
  Math.abs(normal()) * 2.507 * (isChallenger(line) ? times : 1);
/** The value of an order: one in a hundred is 30 times the usual one. */
const order = (times: number) => (line: Line, normal: () => number) =>
  Math.exp(1.5 * normal()) * 20 * (isChallenger(line) ? times : 1);

/** As many of so many equal trials chance lets be decided on, at the error that is promised, once in a thousand. */
function mostByChance(trials: number, error: number): number {
  let [term, sum, most] = [(1 - error) ** trials, (1 - error) ** trials, 0];
  while (sum < 0.999) {
    most += 1;
    term *= ((trials - most + 1) / most) * (error / (1 - error));
    sum += term;
  }
  return most;
}

describe("values that driftwheel judge judges", () => {
  test("promote a challenger whose mean absolute error is a tenth lower, and looks show both means", async () => {
    const lines = valued({ seed: 1, everyMinute: 100, after: 120 }, error(0.9));
    const all = answers(await judged(lines, lower));
    expect(all.at(-1)).toMatchObject({ end: "promote" });
    expect(historyOf(all)).toMatchObject({
      trials: 6000,
      successes: 0,
      values: { mean: expect.closeTo(2, 1), better: "lower" },
    });
    expect(historyOf(all)).not.toHaveProperty("rate");
    const [first] = all;
    expect(first?.champion?.values?.mean).toBeCloseTo(2, 0);
    expect(first?.champion?.values?.count).toBe(first?.champion?.trials);
    const { low = 0, high = 0 } = historyOf(all)?.values ?? {};
    const inLook = lines.filter(
      (line) => isChallenger(line) && Date.parse(line.requestedAt) < begun + 5 * 60_000,
    );
    const within = inLook.map(({ value = 0 }) => Math.min(high, Math.max(low, value)));
    const mean = within.reduce((sum, value) => sum + value, 0) / within.length;
    expect(first?.challenger?.values).toEqual({ count: within.length, mean: expect.closeTo(mean, 6) });
    const worse = valued({ seed: 2, everyMinute: 100, after: 120 }, error(1.1));
    expect(answers(await judged(worse, lower)).at(-1)).toMatchObject({ end: "roll back" });
  });

  test("are shown to people as means, with what they were brought within", async () => {
    const lines = valued({ seed: 3, after: 20 }, error(1));
    const { out } = await judged(lines, lower, ["--no-json"]);
    expect(out[0]).toMatch(
      /The champion before: 1200 requests, a mean of [12]\.\d+ in 1200 outcomes; values are within 0\.\d+ and [5-9]\.\d+, and lower is better/,
    );
    expect(out[3]).toMatch(/50% +[123]\.\d+ in \d+ +[123]\.\d+ in \d+ /);
  });

  test.each([
    ["errors", error(1), lower],
    ["order values with a heavy tail", order(1), higher],
  ])("that do not differ are seldom decided on, whatever they are like (%s)", async (_, value, policy) => {
    const lines = Array.from({ length: 60 }, (__, trial) =>
      valued({ seed: 100 + trial, trial: String(trial), before: 30, everyMinute: 15 }, value),
    ).flat();
    const all = answers(await judged(lines, policy));
    const ends = all.flatMap(({ end }) => (end === undefined ? [] : [end]));
    expect(ends).toHaveLength(60);
    // 2.5% each way.
    expect(ends.filter((end) => end !== "open").length).toBeLessThanOrEqual(mostByChance(60, 0.05));
  });

  test("with a heavy tail are brought within the champion's own percentiles, or the policy's bounds", async () => {
    const lines = valued({ seed: 4, everyMinute: 200, after: 180 }, order(1.3));
    const all = answers(await judged(lines, higher));
    const { low = 0, high = 0 } = historyOf(all)?.values ?? {};
    // Percentiles 0.5 and 99.5 of a lognormal variable.
    expect(Math.log(low / 20) / 1.5).toBeCloseTo(-2.58, 0);
    expect(Math.log(high / 20) / 1.5).toBeCloseTo(2.58, 0);
    expect(all.at(-1)).toMatchObject({ end: "promote" });
    const bounds = { ...quick, outcomes: { value: { better: "higher", bounds: [0, 100] } } };
    const bounded = answers(await judged(lines, bounds));
    expect(historyOf(bounded)?.values).toMatchObject({ low: 0, high: 100 });
    expect(bounded.at(-1)).toMatchObject({ end: "promote" });
    // What lies beyond the bounds counts as the bound, however far it lies beyond.
    const wild = lines.map((line) => ((line.value ?? 0) > 100 ? { ...line, value: 1e9 } : line));
    expect(answers(await judged(wild, bounds))).toEqual(bounded);
  });

  test("of one user go together", async () => {
    const lines = valued({ seed: 5, users: 60 }, ({ unit = "" }, normal) => {
      const user = Number(unit.slice("user-".length));
      return 50 + ((user * 7919) % 40) + normal();
    });
    const all = answers(await judged(lines, higher));
    // 1200 values of 60 users before, who always have about the same.
    expect(historyOf(all)?.designEffects.outcomes).toBeGreaterThan(15);
    const alone = answers(
      await judged(
        lines.map((line) => without(line, "unit")),
        higher,
      ),
    );
    expect(historyOf(alone)?.designEffects.outcomes).toBe(1);
  });

  test("need bounds where nothing is known of the champion before", async () => {
    const lines = valued({ seed: 6, before: 0, after: 30 }, error(1));
    const { code, hints } = await judged(lines, lower);
    expect(code).toBe(2);
    expect(hints.join("\n")).toMatch(
      /^Trial 1: rollout\.outcomes\.value has no bounds, .* write .*bounds: \[0, 500\]\.$/,
    );
    const bounds = { ...quick, outcomes: { value: { better: "lower", bounds: [0, 10] } } };
    expect(await judged(lines, bounds)).toMatchObject({ code: 0 });
  });

  test("are judged in place of good and bad where rows have both and the policy says so", async () => {
    const lines = experiment({ seed: 7, rates: { champion: 0.6, challenger: 0.9 } }).map((line) => ({
      ...line,
      value: isChallenger(line) ? 4 + Number(line.success) : 6 + Number(line.success),
    }));
    expect(answers(await judged(lines, quick)).at(-1)).toMatchObject({ end: "promote" });
    expect(answers(await judged(lines, higher)).at(-1)).toMatchObject({ end: "roll back" });
  });

  test("and a policy that judges none, or the other way round, are told apart", async () => {
    const rates = experiment({ seed: 8, after: 10 });
    const { code, hints } = await judged(rates, higher);
    expect(code).toBe(2);
    expect(hints.join("\n")).toMatch(
      /has success in 1400 of 1400 rows and value in none\. The policy judges values \(rollout\.outcomes\.value\); write "value": 12\.5/,
    );
  });
});

describe("segments that driftwheel judge judges", () => {
  const policy = {
    ...quick,
    minimumEffect: 0.05,
    segments: { by: "device", names: ["mobile", "desktop"] },
  };
  /** A tenth of the requests is from mobile devices. */
  const segmented = (seed: number, mobile: number) => {
    const random = seededIntegers(seed);
    const chance = () => integerBelow(1_000, random) / 1_000;
    return experiment({ seed, everyMinute: 100, after: 180 }).map((line): Line => {
      const segment = chance() < 0.1 ? "mobile" : chance() < 0.5 ? "desktop" : "tablet";
      const rate = !isChallenger(line) ? 0.7 : segment === "mobile" ? mobile : 0.75;
      return { ...line, segment, success: chance() < rate };
    });
  };

  test("end a trial that is better on the whole where one of them is harmed", async () => {
    const harmed = segmented(9, 0.4);
    const all = answers(await judged(harmed, policy));
    expect(all.at(-1)).toMatchObject({ end: "roll back" });
    const last = all.at(-2);
    expect(last?.because).toContain("worse for the requests of segment mobile");
    expect(Object.keys(last?.evidence?.segments ?? {}).toSorted()).toEqual(["desktop", "mobile"]);
    expect(last?.evidence?.worse).toBeLessThan(0);
    const { segments: _segments, ...whole } = policy;
    expect(answers(await judged(harmed, whole)).at(-1)).toMatchObject({ end: "promote" });
    const { out } = await judged(harmed, policy, ["--no-json"]);
    expect(out.find((line) => line.startsWith("look"))).toMatch(/ slow +worst segment +decision$/);
    expect(out.join("\n")).toMatch(/mobile \d+\.\d+\*/);
  });

  test("let a challenger go that harms none", async () => {
    expect(answers(await judged(segmented(10, 0.75), policy)).at(-1)).toMatchObject({ end: "promote" });
  });

  test("must be named by some row", async () => {
    const lines = experiment({ seed: 11, after: 10 });
    const { code, hints } = await judged(lines, policy);
    expect(code).toBe(2);
    expect(hints.join("\n")).toContain(
      'has no row with a segment that the policy names in rollout.segments.names; write "segment": "mobile"',
    );
    expect(Date.parse(lines[0]?.requestedAt ?? "")).toBeLessThan(begun);
  });
});
