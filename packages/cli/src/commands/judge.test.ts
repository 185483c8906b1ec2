import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { historyOfPeriods } from "@driftwheel/core/decider/rollout/counts/history-of-periods.ts";
import { historyOf } from "@driftwheel/core/decider/rollout/evidence/seed.ts";
import { Rehearsal } from "@driftwheel/core/decider/rollout/rehearsal.ts";
import { modelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { ArmPeriod, PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type Changes, type } from "../../test/terminal.ts";
import { begun, experiment, jsonl, type Line, shuffled, without } from "../judge/experiment.fixture.ts";

const directory = temporaryFolder();
const minute = 60_000;
const quick = { ramp: [10, 50], atLeast: "20 minutes", deadline: "6 hours" };
let files = 0;

async function put(name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(join(directory, name)), { recursive: true });
  await writeFile(join(directory, name), content);
  return name;
}

interface Written {
  readonly policy?: object;
  readonly words?: readonly string[];
  readonly changes?: Changes;
}

/** Judges lines as a file of their own, by a policy in JSON. */
async function judged(
  lines: readonly (Line | string)[],
  { policy = quick, words = ["--json"], changes }: Written = {},
) {
  files += 1;
  const file = await put(`${files}.jsonl`, jsonl(lines));
  const rules = await put(`${files}.json`, JSON.stringify(policy));
  return type(["judge", file, "--policy", rules, ...words], { directory, ...changes });
}

interface Arm {
  readonly requests: number;
}

/** What a program reads of the output, as far as it is looked into here. */
interface Look {
  readonly trial: string;
  readonly look: number;
  readonly at: string;
  readonly champion: Arm;
  readonly challenger: Arm;
  readonly evidence: Readonly<Record<"better" | "worse" | "notWorse" | "errors" | "slow", number>>;
  readonly lines: { readonly harm: number };
  readonly designEffects: { readonly outcomes: number };
  readonly weight: number;
  readonly decision: string;
  readonly split: { readonly champion: number; readonly challenger: number };
}

interface First {
  readonly trial: string;
  readonly unit: string;
  readonly history: {
    readonly designEffects: { readonly outcomes: number };
    readonly slowAboveMilliseconds: number | null;
  };
}

interface End {
  readonly trial: string;
  readonly end: string;
}

type Answer = Look | First | End;
/** What a trial was judged by stands with its end, and here before its looks. */
const answers = ({ out }: { readonly out: readonly string[] }): readonly Answer[] => {
  const lines = out.map((line) => JSON.parse(line));
  return [...Map.groupBy(lines, ({ trial }) => trial).values()].flatMap((its) => {
    const { trial, end, at, because, ...begun } = its.at(-1);
    expect(because).toMatch(/\.$/);
    const first = Object.keys(begun).length > 0 ? [{ trial, ...begun }] : [];
    return [...first, ...its.slice(0, -1), { trial, end, at }];
  });
};
const looksOf = (all: readonly Answer[]) => all.filter((one) => "look" in one);
const firstOf = (all: readonly Answer[]) => {
  const found = all.find((one) => "history" in one);
  if (!found) throw new Error("No trial has begun.");
  return found;
};
const ends = (all: readonly Answer[]) => all.filter((one) => "end" in one);

describe("driftwheel judge", () => {
  test("promotes what is better, tells each look, and what it was judged by", async () => {
    const heard = await judged(experiment({ seed: 1, rates: { champion: 0.7, challenger: 0.85 } }));
    expect(heard).toMatchObject({ code: 0, hints: [] });
    const [first, ...rest] = answers(heard);
    expect(first).toEqual({
      trial: "1",
      start: "2026-03-01T08:00:00.000Z",
      deadline: "2026-03-01T14:00:00.000Z",
      history: {
        requests: 1200,
        trials: 1200,
        successes: expect.any(Number),
        errors: 0,
        rate: expect.closeTo(0.7, 1),
        errorRate: 0,
        slowAboveMilliseconds: expect.any(Number),
        designEffects: { outcomes: 1, errors: 1, slow: 1 },
        cycle: "unknown",
        missing: "unknown",
      },
      unit: "request",
      maturity: 0,
      warmUp: 5 * minute,
      atLeast: 20 * minute,
    });
    const looks = looksOf(rest);
    expect(looks[0]).toEqual({
      trial: "1",
      look: 1,
      at: "2026-03-01T08:05:00.000Z",
      champion: {
        requests: expect.any(Number),
        trials: expect.any(Number),
        successes: expect.any(Number),
        errors: 0,
        slow: expect.any(Number),
      },
      challenger: {
        requests: expect.any(Number),
        trials: expect.any(Number),
        successes: expect.any(Number),
        errors: 0,
        slow: expect.any(Number),
      },
      evidence: {
        better: expect.any(Number),
        worse: expect.any(Number),
        notWorse: expect.any(Number),
        errors: expect.any(Number),
        slow: expect.any(Number),
      },
      lines: { better: Math.log(40), harm: Math.log(40) },
      designEffects: { outcomes: 1, errors: 1, slow: 1 },
      split: {
        of: "requests",
        found: "not enough data",
        asked: 0.5,
        served: expect.closeTo(0.5, 0),
        champion: expect.any(Number),
        challenger: expect.any(Number),
        evidence: expect.any(Number),
        line: Math.log(1_000),
        designEffect: 1,
      },
      weight: 50,
      decision: "continue",
      because: expect.stringContaining("Neither better nor harmful"),
    });
    expect((looks[0]?.champion.requests ?? 0) + (looks[0]?.challenger.requests ?? 0)).toBe(100);
    const last = looks.at(-1);
    expect(last?.decision).toBe("promote");
    expect(ends(rest)).toEqual([{ trial: "1", end: "promote", at: last?.at }]);
    // Nobody looks after the end, though there are rows.
    expect(rest.at(-1)).toEqual(ends(rest)[0]);
    expect(last?.look).toBeLessThan(12);
  });

  test("rolls back what is worse, is open where rows end, and ends at the deadline", async () => {
    const worse = answers(await judged(experiment({ seed: 2, rates: { champion: 0.8, challenger: 0.5 } })));
    expect(worse.at(-1)).toMatchObject({ end: "roll back" });
    const open = answers(await judged(experiment({ seed: 3, after: 31 })));
    expect(open.at(-1)).toEqual({ trial: "1", end: "open", at: "2026-03-01T08:35:00.000Z" });
    const late = answers(
      await judged(experiment({ seed: 3 }), { policy: { ...quick, deadline: "32 minutes" } }),
    );
    expect(looksOf(late).at(-1)).toMatchObject({ look: 7, decision: "deadline" });
    expect(late.at(-1)).toEqual({ trial: "1", end: "deadline", at: "2026-03-01T08:35:00.000Z" });
  });

  test("holds where the split of the rows is not the policy's, by units where rows name them", async () => {
    const off = { seed: 6, after: 300, before: 10, share: () => 0.4, everyMinute: 60 };
    const policy = { ...quick, ramp: [50] };
    const requests = looksOf(answers(await judged(experiment(off), { policy })));
    expect(requests.at(-1)).toMatchObject({
      decision: "hold",
      split: { of: "requests", found: "mismatch", asked: 0.5, served: expect.closeTo(0.4, 1) },
    });
    // Each user is one: of three hundred nobody can say so.
    const users = experiment({ ...off, users: 300 });
    const units = looksOf(answers(await judged(users, { policy }))).at(-1);
    expect(units).toMatchObject({ split: { of: "units", found: "not enough data" } });
    expect((units?.split.champion ?? 0) + (units?.split.challenger ?? 0)).toBeLessThanOrEqual(300);
    const { out } = await judged(experiment(off), { policy, words: ["--no-json"] });
    expect(out.find((line) => line.startsWith("look"))).toMatch(/ slow +split +decision$/);
    expect(out.join("\n")).toMatch(/ 40(\.\d+)?%\* +hold/);
  });

  test("goes on where a person would be asked, and says so at each look", async () => {
    const lines = experiment({ seed: 4, after: 120 }).map((line, place) => {
      return line.variant === "challenger" && place % 2 === 0 ? without(line, "success") : line;
    });
    const all = answers(await judged(lines));
    expect(looksOf(all).filter(({ decision }) => decision === "hold").length).toBeGreaterThan(3);
    expect(all.at(-1)).toMatchObject({ end: "open" });
    const over = answers(await judged(lines, { policy: { ...quick, deadline: "1 hour" } }));
    expect(looksOf(over).at(-1)).toMatchObject({ look: 12, decision: "hold" });
    expect(over.at(-1)).toMatchObject({ end: "deadline" });
  });

  test("takes the champion's rows before the challenger's first period for its history, a day of them at most", async () => {
    const trial: Line[] = [
      { variant: "champion", requestedAt: "2026-03-01T08:00:10Z", success: false },
      { variant: "challenger", requestedAt: "2026-03-01T08:00:50Z", success: true },
    ];
    const history: Line[] = [
      { variant: "champion", requestedAt: "2026-02-28T07:59:59Z", success: false },
      { variant: "champion", requestedAt: "2026-02-28T08:00:00Z", success: true, error: true },
      { variant: "champion", requestedAt: "2026-03-01T07:59:59.999Z", success: true },
    ];
    const [first, look] = answers(await judged([...trial, ...history]));
    expect(first).toMatchObject({
      start: "2026-03-01T08:00:00.000Z",
      history: { requests: 2, trials: 2, successes: 2, errors: 1 },
    });
    expect(look).toMatchObject({
      champion: { requests: 1, trials: 1, successes: 0 },
      challenger: { requests: 1, trials: 1, successes: 1 },
    });
  });

  test("seeds the referee with what was known when the trial began", async () => {
    const lines = experiment({ seed: 23, after: 10 });
    const late = lines.map((line, at) =>
      at % 60 === 7 ? { ...line, knownAt: "2026-03-01T08:00:00.001Z" } : line,
    );
    expect(firstOf(answers(await judged(late))).history).toMatchObject({ requests: 1200, trials: 1180 });
  });

  test("counts late outcomes by their requests' time, exactly as the referee does by counts of its own", async () => {
    const lines = experiment({ seed: 5, after: 90, delay: 25, share: (at) => (at < 33 ? 0.1 : 0.5) });
    const looks = looksOf(answers(await judged(lines)));
    expect(looks.length).toBeGreaterThan(15);
    const weights = looks.map(({ weight }) => weight);
    expect(weights.slice(0, 6)).toEqual([10, 10, 10, 10, 10, 10]);
    expect(weights.slice(6)).toEqual(weights.slice(6).map(() => 50));
    expect(looks.map(({ evidence, decision }) => ({ evidence, decision }))).toEqual(
      recounted(lines, 33, looks.length),
    );
  });

  test("gives the same output whatever the order of the rows, and packed", async () => {
    const lines = [
      ...experiment({ seed: 6, trial: "2", delay: 15, users: 200, after: 30 }),
      ...experiment({ seed: 7, trial: "10", delay: 15, after: 30, share: (at) => (at < 12 ? 0.1 : 0.5) }),
    ];
    const { out } = await judged(lines);
    expect([...new Set(out.map((line) => JSON.parse(line).trial))]).toEqual(["2", "10"]);
    expect((await judged(shuffled(lines, 8))).out).toEqual(out);
    const packed = await put("packed.jsonl.gz", gzipSync(jsonl(lines)));
    const policy = await put("packed.json", JSON.stringify(quick));
    expect((await type(["judge", packed, "--policy", policy, "--json"], { directory })).out).toEqual(out);
    const given = {
      directory,
      async *input() {
        yield gzipSync(jsonl(lines));
      },
    };
    expect((await type(["judge", "-", "--policy", policy, "--json"], given)).out).toEqual(out);
  });

  test("gives a look the same verdict when the file ends there", async () => {
    const lines = experiment({ seed: 9, delay: 5 });
    const all = looksOf(answers(await judged(lines)));
    const cut = lines.filter(({ requestedAt }) => Date.parse(requestedAt) < begun + 20 * minute);
    expect(looksOf(answers(await judged(cut))).slice(0, 4)).toEqual(all.slice(0, 4));
  });

  test("divides evidence by the design effect of units whose outcomes go together", async () => {
    const lines = experiment({ seed: 10, users: 60, rates: { champion: 0.5, challenger: 0.5 } });
    const units = answers(await judged(lines));
    const first = firstOf(units);
    expect(first).toMatchObject({
      unit: "unit",
      history: { designEffects: { outcomes: expect.any(Number) } },
    });
    // 1200 outcomes of 60 users before, who are always right or always wrong.
    expect(first.history.designEffects.outcomes).toBeCloseTo(20.6, 0);
    expect(looksOf(units)[0]?.designEffects.outcomes).toBeGreaterThan(15);
    const alone = answers(await judged(lines.map((line) => without(line, "unit"))));
    expect(alone[0]).toMatchObject({ unit: "request" });
    const betterOf = (all: readonly Answer[]) => Math.abs(looksOf(all)[3]?.evidence.better ?? 0);
    expect(betterOf(units)).toBeLessThan(betterOf(alone));
  });

  test("counts rows without a unit as units of their own", async () => {
    const lines = experiment({ seed: 11, users: 100_000 });
    const named = firstOf(answers(await judged(lines.map((line, at) => ({ ...line, unit: `only-${at}` })))));
    const mixed = lines.map((line, at) => (at === 5 ? { ...line, unit: "someone" } : without(line, "unit")));
    const single = firstOf(answers(await judged(mixed)));
    expect(single.history).toEqual(named.history);
    expect(single.unit).toBe("unit");
  });

  test("knows slow answers by the champion's own before, and judges errors", async () => {
    const lines = experiment({ seed: 12 }).map((line, at) =>
      line.variant === "challenger"
        ? { ...line, latencyMilliseconds: at % 5 === 0 ? 500 : 60, error: at % 6 === 0 }
        : line,
    );
    const policy = { ...quick, guards: { errorRate: 0.01, p99Latency: 0.02 } };
    const all = answers(await judged(lines, { policy }));
    expect(firstOf(all).history.slowAboveMilliseconds).toBe(149);
    expect(all.at(-1)).toMatchObject({ end: "roll back" });
    const { evidence, lines: crossed } = looksOf(all).at(-1) ?? {};
    expect(crossed?.harm).toBeCloseTo(Math.log(120));
    expect(Math.max(evidence?.errors ?? 0, evidence?.slow ?? 0)).toBeGreaterThan(crossed?.harm ?? 0);
    const untimed = answers(await judged(lines.map((line) => without(line, "latencyMilliseconds"))));
    expect(firstOf(untimed).history.slowAboveMilliseconds).toBeNull();
  });

  test("says of bad lines which field is wrong, what stands there and what would be right, and reads the rest", async () => {
    const good = experiment({ seed: 13, after: 10 });
    const plain = { variant: "champion", requestedAt: "2026-03-01T08:00:00Z" };
    const bad = [
      "nonsense",
      "[1, 2]",
      JSON.stringify({ ...plain, variant: "control" }),
      JSON.stringify({ variant: "champion" }),
      JSON.stringify({ ...plain, requestedAt: "yesterday" }),
      JSON.stringify({ ...plain, success: 1 }),
      JSON.stringify({ ...plain, latencyMilliseconds: -3 }),
    ];
    const { code, out, hints } = await judged([...bad, "", ...good]);
    expect(code).toBe(0);
    expect(out).toEqual((await judged(good)).out);
    expect(hints).toEqual([
      "7 lines were not read:",
      expect.stringMatching(
        /^ {2}line 1: is no JSON \(.*\); expected one object, such as \{"variant".*\}\.$/,
      ),
      expect.stringMatching(/^ {2}line 2: is \[1,2\]; expected one object/),
      '  line 3: variant is "control"; expected "champion" or "challenger".',
      '  line 4: requestedAt is missing; expected a time such as "2026-03-01T08:00:00Z".',
      '  line 5: requestedAt is "yesterday"; expected a time such as "2026-03-01T08:00:00Z".',
      "  and 2 more",
    ]);
  });

  test("takes what it does not know, null, and numbers as names for what they are", async () => {
    const lines = experiment({ seed: 14, after: 10 });
    const odd = lines.map((line) =>
      JSON.stringify({ ...line, trial: 7, error: null, unit: null, region: "north" }),
    );
    const [first] = answers(await judged(odd));
    expect(first).toMatchObject({ trial: "7", unit: "request" });
  });

  test("refuses files in which nothing can be judged", async () => {
    const said = async (lines: readonly (Line | string)[]) => {
      const { code, out, hints } = await judged(lines);
      expect({ code, out }).toEqual({ code: 2, out: [] });
      return hints.join("\n");
    };
    expect(await said([])).toMatch(/is empty; expected an outcome or a request a line\.$/);
    expect(await said(["x"])).toMatch(/has no line that can be used; .*\n {2}line 1: is no JSON/);
    const values = experiment({ seed: 15 }).map((line) => ({ ...without(line, "success"), value: 3.5 }));
    expect(await said(values)).toMatch(
      /has value in 2400 of 2400 rows and success in none\. .* write outcomes: \{ value: \{ better: "higher" \} \}/,
    );
    const policy = await put("none.json", JSON.stringify(quick));
    const none = await type(["judge", "none.jsonl", "--policy", policy], { directory });
    expect(none).toMatchObject({ code: 2, hints: [expect.stringContaining("there is no such file")] });
    const whole = gzipSync(jsonl(experiment({ seed: 24 })));
    await put("broken.jsonl.gz", whole.subarray(0, whole.length / 2));
    const broken = await type(["judge", "broken.jsonl.gz", "--policy", policy], { directory });
    expect(broken).toMatchObject({ code: 2, out: [], hints: [expect.stringContaining("cannot be read")] });
    const folder = await type(["judge", ".", "--policy", policy], { directory });
    expect(folder).toMatchObject({ code: 2, hints: [expect.stringContaining("is a folder")] });
  });

  test("leaves a trial open that no row of the challenger's begins", async () => {
    const lines = experiment({ seed: 16, after: 0 });
    expect(answers(await judged(lines))).toEqual([
      { trial: "1", end: "open", at: lines.at(-1)?.requestedAt },
    ]);
  });

  test("judges trials in one file each by itself, and sums up for people how they ended", async () => {
    const lines = [
      ...experiment({ seed: 17, trial: "better", rates: { champion: 0.6, challenger: 0.85 } }),
      ...experiment({ seed: 18, trial: "worse", rates: { champion: 0.8, challenger: 0.5 } }),
      ...experiment({ seed: 19, trial: "same", after: 20 }),
    ];
    const all = answers(await judged(shuffled(lines, 20)));
    expect(ends(all).map(({ trial, end }) => [trial, end])).toEqual([
      ["better", "promote"],
      ["same", "open"],
      ["worse", "roll back"],
    ]);
    const alone = answers(await judged(lines.filter(({ trial }) => trial === "worse")));
    expect(all.filter(({ trial }) => trial === "worse")).toEqual(alone);
    const { out } = await judged(lines, { words: ["--no-json"] });
    expect(out.at(-1)).toBe("3 trials: 1 promoted, 1 rolled back, 0 at the deadline, 1 open");
    expect(out[0]).toMatch(
      /^Trial better from 2026-03-01 08:00:00 UTC\. The champion before: 1200 requests, right in/,
    );
    expect(out[1]).toBe(
      "Outcomes belong together by request (design effect before 1) and are known at once; warm-up 5 minutes, at least 20 minutes.",
    );
    expect(out[2]).toMatch(
      /^look +time \(UTC\) +share +champion +challenger +better +not worse +worse +errors +slow +decision$/,
    );
    expect(out[3]).toMatch(/^ +1 {2}2026-03-01 08:05:00 +50% +\d+ of \d+ +\d+ of \d+ /);
    expect(out).toContainEqual(
      expect.stringMatching(/^Trial worse is rolled back at .* UTC\. The challenger is worse: ln E/),
    );
  });

  test("shows how far it is to those who wait longer than two seconds", async () => {
    let now = 0;
    const clock = {
      now: () => {
        now += 300;
        return new Date(now);
      },
    };
    const { progress } = await judged(experiment({ seed: 21 }), { changes: clock });
    expect(progress[0]).toBe("trial 1 of 1");
    expect(progress.at(-1)).toBeNull();
    expect((await judged(experiment({ seed: 21 }))).progress).toEqual([]);
  });
});

describe("the policy of driftwheel judge", () => {
  const lines = experiment({ seed: 22, after: 10 });
  const refused = async (policy: object) => {
    const { code, hints } = await judged(lines, { policy });
    expect(code).toBe(2);
    return hints.join("\n").split("\n").slice(1);
  };

  test("is a rollout section, bare or by its name", async () => {
    const bare = await judged(lines);
    expect(bare.code).toBe(0);
    expect((await judged(lines, { policy: { rollout: quick } })).out).toEqual(bare.out);
  });

  test("is refused with path, value and what would be right", async () => {
    expect(await refused({ ...quick, lookEvry: "1 minute", deadline: 5, ramp: [50, 10] })).toEqual([
      "  ramp is [50,10]: must rise from step to step; write ramp: [10, 50]",
      expect.stringMatching(/^ {2}deadline is 5: must be a duration in words.*; write deadline: "2 days"$/),
      '  lookEvry is "1 minute": unknown field; did you mean lookEvery?',
    ]);
    expect(await refused({ rollout: { ramp: [10], minTrials: 0 } })).toEqual([
      expect.stringMatching(/^ {2}rollout\.minTrials is 0: .*; write minTrials: 20$/),
    ]);
    expect(await refused([])).toEqual([expect.stringMatching(/^ {2}the policy is \[\]: must be an object/)]);
    expect(await refused({})).toEqual([
      expect.stringMatching(/^ {2}ramp is missing: .*; write ramp: \[10, 50\], or guardrails/),
    ]);
  });

  test("is refused where its fields do not go together", async () => {
    expect(await refused({ ramp: [0.1, 0.5] })).toEqual([
      expect.stringMatching(/^ {2}ramp is \[0\.1,0\.5\]: shares are in percent.*; write ramp: \[10, 50\]$/),
    ]);
    expect(await refused({ rollout: { ramp: [10], deadline: "2 minutes" } })).toEqual([
      expect.stringMatching(/^ {2}rollout\.deadline is "2 minutes": must not be shorter than lookEvery/),
    ]);
  });

  test("may be a model's in a fleet", async () => {
    const core = new URL("../../../core/src/policy/", import.meta.url);
    const fleet = await put(
      "fleet.ts",
      `import { defineFleet } from ${JSON.stringify(new URL("define-fleet.ts", core).href)};
      import { policyInput } from ${JSON.stringify(new URL("testing/fleet.ts", core).href)};
      const hoar = { ...policyInput("hoar"), rollout: ${JSON.stringify(quick)} };
      export default defineFleet({ models: { frost: policyInput("frost"), hoar } });`,
    );
    const file = await put("fleet.jsonl", jsonl(lines));
    const by = (...words: readonly string[]) =>
      type(["judge", file, "--policy", fleet, ...words, "--json"], { directory });
    expect((await by("--model", "hoar")).out).toEqual((await judged(lines)).out);
    expect(await by()).toMatchObject({ code: 2, hints: [expect.stringContaining("frost, hoar")] });
    expect(await by("--model", "rime")).toMatchObject({
      code: 2,
      hints: [expect.stringContaining("no model rime")],
    });
  });

  test("is asked for in words that say what it may be", async () => {
    const file = await put("words.jsonl", jsonl(lines));
    const by = async (...words: readonly string[]) => {
      const { code, hints } = await type(["judge", file, "--policy", ...words], { directory });
      expect(code).not.toBe(0);
      return hints.join("\n");
    };
    expect(await by("missing.json")).toMatch(/^missing\.json cannot be read/);
    expect(await by(await put("broken.json", "{"))).toMatch(/^broken\.json is no JSON/);
    expect(await by(file)).toContain("is no module: --policy names a file");
    expect(await by(await put("one.json", JSON.stringify(quick)), "--model", "frost")).toContain(
      "one.json has one policy only",
    );
  });
});

/** Each look's evidence by counts that are made anew from all lines, for a ramp of 10% and then 50%. */
function recounted(lines: readonly Line[], steppedUp: number, looks: number) {
  const rules = modelPolicy.shape.rollout.parse(quick);
  const period = minute;
  const byPeriod = Map.groupBy(lines, (line) => Math.floor(Date.parse(line.requestedAt) / period) * period);
  const armOf = (from: number, by: number, variant: Line["variant"], slowAbove: number): ArmPeriod => {
    const inside = (byPeriod.get(from) ?? []).filter((line) => line.variant === variant);
    const known = inside.filter(({ knownAt = "" }) => Date.parse(knownAt) <= by);
    return {
      invocations: inside.length,
      errors: 0,
      slow: inside.filter(({ latencyMilliseconds = 0 }) => latencyMilliseconds > slowAbove).length,
      trials: known.length,
      successes: known.filter(({ success }) => success).length,
    };
  };
  const before = lines
    .filter(({ requestedAt }) => Date.parse(requestedAt) < begun)
    .map(({ latencyMilliseconds = 0 }) => latencyMilliseconds)
    .toSorted((one, other) => one - other);
  const slowAbove = before[Math.ceil(0.99 * before.length) - 1] ?? 0;
  const past = Array.from({ length: 60 }, (_, place) =>
    armOf(begun - (60 - place) * period, begun, "champion", slowAbove),
  );
  const history = historyOf({ ...historyOfPeriods(past, period), latency: slowAbove * 1000 }, rules.outcomes);
  const rehearsal = new Rehearsal(history, rules, begun, 10);
  return Array.from({ length: looks }, (_, place) => {
    const end = begun + (place + 1) * 5 * minute;
    const periods = Array.from({ length: 5 * (place + 1) }, (__, at): PeriodCounts => {
      const start = begun + at * period;
      return {
        start,
        champion: armOf(start, end, "champion", slowAbove),
        challenger: armOf(start, end, "challenger", slowAbove),
      };
    });
    const stepped = begun + steppedUp * period;
    if (stepped < end && stepped >= end - 5 * minute) rehearsal.divide(stepped, 50);
    const { verdict } = rehearsal.look(periods, end);
    return { evidence: verdict.evidence, decision: verdict.decision };
  });
}
