import { describe, expect, it } from "vitest";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { CandidateFact } from "../../vocabulary/fact.ts";
import { checkGate } from "./gate.ts";

type Rule = ModelPolicy["gate"][number];
const uri = "s3://vines/evaluation.json";

function check(
  rule: Omit<Rule, "metric">,
  json: unknown,
  championEvaluation: CandidateFact["championEvaluation"] = null,
  evaluationUri: string | null = uri,
) {
  const [checked] = checkGate([{ metric: "auc", ...rule }], {
    version: 4,
    status: "Completed",
    approval: null,
    modelDataUrl: null,
    evaluationUri,
    evaluation: { ok: true, json },
    championEvaluation,
  });
  return checked;
}

const champion = (auc: number) => ({ ok: true, json: { auc } }) as const;

describe("a bound of the gate", () => {
  it.each([
    [{ atMost: 0.8 }, 0.7999, true, "at most 0.8", "0.8 is within bounds."],
    [{ atMost: 0.8 }, 0.8, true, "at most 0.8", "0.8 is within bounds."],
    [{ atMost: 0.8 }, 0.801, false, "at most 0.8", "0.801 is above 0.8."],
    [{ atLeast: 0.8 }, 0.8, true, "at least 0.8", "0.8 is within bounds."],
    [{ atLeast: 0.8 }, 0.799, false, "at least 0.8", "0.799 is below 0.8."],
    [{ atMost: 0.9, atLeast: 0.8 }, 0.85, true, "at most 0.9 and at least 0.8", "0.85 is within bounds."],
    [{ atMost: 0.9, atLeast: 0.8 }, 0.7, false, "at most 0.9 and at least 0.8", "0.7 is below 0.8."],
    [{ atMost: 0 }, 0.1, false, "at most 0", "0.1 is above 0."],
    [{ atLeast: 0 }, -0.1, false, "at least 0", "-0.1 is below 0."],
  ])("%o takes %d: %s", (rule, value, passed, condition, detail) => {
    expect(check(rule, { auc: value })).toEqual({
      metric: "auc",
      candidate: value,
      champion: null,
      ...{ passed, condition, detail },
    });
  });
});

describe("a comparison with the champion", () => {
  const higher = { betterThanChampionBy: 0.125, better: "higher" } as const;
  const lower = { betterThanChampionBy: 0.125, better: "lower" } as const;

  it.each([
    [higher, 0.875, 0.75, true, "better by 0.125"],
    [higher, 0.874, 0.75, false, "better by 0.124"],
    [higher, 0.5, 0.75, false, "worse by 0.25"],
    [lower, 0.5, 0.625, true, "better by 0.125"],
    [lower, 0.75, 0.625, false, "worse by 0.125"],
    [{ betterThanChampionBy: 0, better: "higher" }, 0.75, 0.75, true, "better by 0"],
    [{ betterThanChampionBy: 0, better: "lower" }, 0.75, 0.5, false, "worse by 0.25"],
  ] as const)("%o takes %d against %d: %s", (rule, value, other, passed, gain) => {
    expect(check(rule, { auc: value, champion: { auc: other } })).toEqual({
      metric: "auc",
      passed,
      candidate: value,
      champion: other,
      condition: `${rule.better} than the champion's by at least ${rule.betterThanChampionBy}`,
      detail: `${value} against the champion's ${other} on the same rows: ${gain}.`,
    });
  });

  it("comes after the bounds, which it does not replace", () => {
    const both = { atLeast: 0.8, ...higher };
    expect(check(both, { auc: 0.7, champion: { auc: 0.1 } })).toMatchObject({
      passed: false,
      champion: null,
    });
    expect(check(both, { auc: 0.9, champion: { auc: 0.1 } })).toMatchObject({
      passed: true,
      condition: "at least 0.8 and higher than the champion's by at least 0.125",
    });
  });

  it("takes the champion's own evaluation where the candidate's has none of it", () => {
    expect(check(higher, { auc: 0.9 }, champion(0.75))).toMatchObject({
      passed: true,
      champion: 0.75,
      detail: "0.9 against the champion's 0.75 on its own, other rows: better by 0.15.",
    });
    expect(check(higher, { auc: 0.9, champion: { auc: 0.9 } }, champion(0.1))).toMatchObject({
      passed: false,
      champion: 0.9,
    });
  });

  it("passes without a champion package, and says so", () => {
    expect(check(higher, { auc: 0.9 })).toMatchObject({
      passed: true,
      champion: null,
      detail: "0.9; there is no champion package to compare with.",
    });
  });

  it("fails where the champion's number is nowhere, and says why", () => {
    const where = 'put it under "champion" in the candidate\'s evaluation.json.';
    expect(check(higher, { auc: 0.9 }, { ok: true, json: {} })).toMatchObject({
      passed: false,
      candidate: 0.9,
      champion: null,
      detail: `The champion's auc is nowhere to be found; ${where}`,
    });
    expect(check(higher, { auc: 0.9 }, { ok: false, reason: "NoSuchKey" })).toMatchObject({
      passed: false,
      detail: `The champion's auc is nowhere to be found (NoSuchKey); ${where}`,
    });
  });
});

it.each([
  [null, "null"],
  ["0.5", "a string"],
  [{ value: 0.5 }, "an object"],
  [[0.5], "a list"],
])(
  "a champion's %o on the same rows is no number, and one of other rows does not take its place",
  (beside, is) => {
    expect(
      check(
        { better: "higher", betterThanChampionBy: 0 },
        { auc: 0.9, champion: { auc: beside } },
        champion(0.1),
      ),
    ).toMatchObject({
      passed: false,
      champion: null,
      detail: `The champion's auc on the same rows is ${is}; expected a finite number.`,
    });
  },
);

describe("a champion whose number is Python's NaN", () => {
  const higher = { betterThanChampionBy: 0.125, better: "higher" } as const;

  it("is compared with nothing in its place, not even where its own evaluation has a number", () => {
    const beside = { auc: 0.9, champion: { auc: Number.NaN } };
    expect(check(higher, beside, champion(0.5))).toMatchObject({
      passed: false,
      champion: null,
      detail: "The champion's auc on the same rows is NaN; expected a finite number.",
    });
  });

  it("is told of where it stands in its own evaluation, and does no harm beside the same rows", () => {
    expect(check(higher, { auc: 0.9 }, champion(Number.NaN))).toMatchObject({
      passed: false,
      detail: expect.stringContaining("is nowhere to be found (in its own evaluation it is NaN); put it"),
    });
    expect(check(higher, { auc: 0.9, champion: { auc: 0.5 } }, champion(Number.NaN))).toMatchObject({
      passed: true,
      champion: 0.5,
    });
  });
});

describe("a metric that is not there", () => {
  const atMost = { atMost: 1 };
  const missing = (json: unknown, evaluationUri: string | null = uri) =>
    check(atMost, json, null, evaluationUri)?.detail;

  it.each([
    ["no object", 7],
    ["nothing", null],
    ["text where a number should be", { auc: "0.9" }],
    ["a number that is none", { auc: Number.NaN }],
    ["a number without end", { auc: Number.POSITIVE_INFINITY }],
    ["an object where a number should be", { auc: {} }],
    ["a number in the prototype alone", Object.create({ auc: 0.9 })],
  ])("fails in an evaluation with %s", (_, json) => {
    expect(check(atMost, json)).toMatchObject({ passed: false, candidate: null, champion: null });
  });

  it("is looked for with the paths that are there, ten of them and how many more", () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`m${index}`, index]));
    expect(missing({ deep: { mae: { value: 1 } }, name: "vines", gone: null, rmse: 2 })).toBe(
      `auc is not in ${uri}; it has deep.mae.value, rmse.`,
    );
    expect(missing(many)).toBe(
      `auc is not in ${uri}; it has m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, and 2 more.`,
    );
  });

  it.each([
    ["text", { auc: "0.9", mae: 1 }, `auc in ${uri} is a string; expected a number. It has mae.`],
    ["nothing", { auc: null }, `auc in ${uri} is null; expected a number. It has no numbers at all.`],
    ["a list", { auc: [1] }, `auc in ${uri} is a list; expected a number. It has auc.0.`],
    ["an object", { auc: { value: 1 } }, `auc in ${uri} is an object; expected a number. It has auc.value.`],
    ["Python's NaN", { auc: Number.NaN }, `auc in ${uri} is NaN; expected a finite number.`],
  ])("is told apart from one that is %s", (_, json, told) => {
    expect(missing(json)).toBe(told);
  });

  it("is not looked for deeper than any report of SageMaker's goes", () => {
    expect(missing({ a: { b: { c: { d: { e: { f: 1 } } } } } })).toBe(
      `auc is not in ${uri}; it has a.b.c.d.e.f.`,
    );
    expect(missing({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } })).toBe(
      `auc is not in ${uri}; it has no numbers at all.`,
    );
  });

  it("is told by the usual name of the file where no package names one", () => {
    expect(missing("text", null)).toBe("auc is not in evaluation.json; it has no numbers at all.");
  });

  it("fails with every check when there is no evaluation, and says why", () => {
    const rules = [
      { metric: "auc", atLeast: 0.8 },
      { metric: "mae", atMost: 3 },
    ];
    const checks = checkGate(rules, {
      ...{ version: 4, status: "Completed", approval: null, modelDataUrl: null, evaluationUri: uri },
      evaluation: { ok: false, reason: "NoSuchKey" },
      championEvaluation: null,
    });
    expect(checks).toMatchObject([
      { metric: "auc", passed: false, candidate: null, detail: "There is no evaluation to check: NoSuchKey" },
      { metric: "mae", passed: false, candidate: null, detail: "There is no evaluation to check: NoSuchKey" },
    ]);
  });
});

describe("a metric whose key has a dot", () => {
  const at = (metric: string, json: unknown) =>
    checkGate([{ metric, atLeast: 0.5 }], {
      ...{ version: 4, status: "Completed", approval: null, modelDataUrl: null, evaluationUri: uri },
      evaluation: { ok: true, json },
      championEvaluation: null,
    })[0];

  it.each([
    ["recall.0.5", { recall: { "0.5": 0.75 } }],
    ['recall["0.5"]', { recall: { "0.5": 0.75 } }],
    ["recall['0.5']", { recall: { "0.5": 0.75 } }],
    ['["recall.0.5"]', { "recall.0.5": 0.75 }],
    ["recall.0.5", { "recall.0": { "5": 0.75 } }],
    ["recall.0.5.value", { recall: { "0.5": { value: 0.75 } } }],
    ["report.folds[1].auc", { report: { folds: [{ auc: 0 }, { auc: 0.75 }] } }],
    ["report.folds.1.auc", { report: { folds: [{ auc: 0 }, { auc: 0.75 }] } }],
    ["auc[0]", { "auc[0]": 0.75 }],
    ['say "cheese"', { 'say "cheese"': 0.75 }],
  ])("is found at %s in %o", (metric, json) => {
    expect(at(metric, json)).toMatchObject({ passed: true, candidate: 0.75 });
  });

  it("is the longest key that leads to something, where several are there", () => {
    const json = { "a.b": { c: 0.75 }, a: { "b.c": 0.625, b: { c: 0.5 } } };
    expect(at("a.b.c", json)?.candidate).toBe(0.75);
    expect(at('a["b.c"]', json)?.candidate).toBe(0.625);
    expect(at("a.b.c", { "a.b.c": { d: 0.75 }, a: { b: { c: 0.5 } } })?.candidate).toBe(0.5);
    expect(at("a.b.c", { "a.b": { d: 0.75 }, a: { b: { c: 0.5 } } })?.candidate).toBe(0.5);
  });

  it("is listed as it can be written in a policy", () => {
    const json = { recall: { "0.5": 0.75, 'a"b': 0.625, "": 0.5 }, "x[0]": 0.875, plain: { value: 1 } };
    const told = at("auc", json)?.detail ?? "";
    const paths = /it has (.*)\.$/.exec(told)?.[1]?.split(", ") ?? [];
    expect(paths).toEqual(['recall["0.5"]', 'recall["a\\"b"]', 'recall[""]', '["x[0]"]', "plain.value"]);
    expect(paths.map((path) => at(path, json)?.candidate)).toEqual([0.75, 0.625, 0.5, 0.875, 1]);
  });

  it("is compared with the champion's under the same key, however it is written", () => {
    const json = { recall: { "0.5": 0.75 }, champion: { recall: { "0.5": 0.5 } } };
    for (const metric of ["recall.0.5", 'recall["0.5"]', '["recall"]["0.5"]']) {
      const rule = { metric, betterThanChampionBy: 0.125, better: "higher" } as const;
      const [checked] = checkGate([rule], {
        ...{ version: 4, status: "Completed", approval: null, modelDataUrl: null, evaluationUri: uri },
        evaluation: { ok: true, json },
        championEvaluation: null,
      });
      expect(checked).toMatchObject({ passed: true, champion: 0.5 });
    }
  });
});
