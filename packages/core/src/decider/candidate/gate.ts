import type { ModelPolicy } from "../../policy/policy.ts";
import type { GateCheck } from "../../vocabulary/entry.ts";
import type { CandidateFact } from "../../vocabulary/fact.ts";
import { listed } from "../../words/listed.ts";
import { round } from "../../words/numbers.ts";
import { numberPaths, pathUnder, valueAt } from "./metric-path.ts";

type GateRule = ModelPolicy["gate"][number];

/** As many paths as a person reads. */
const mostPaths = 10;

/**
 * Every check of the policy's gate with its numbers. A metric that is not there is a check that failed, with
 * the path looked for and the metrics that are there.
 *
 * "Better than the champion" compares on the same rows when the candidate's evaluation.json carries the
 * champion's metrics under `champion`; otherwise with the champion's own evaluation.json, which was made on
 * other rows, and says so.
 */
export function checkGate(rules: ModelPolicy["gate"], candidate: CandidateFact): readonly GateCheck[] {
  return rules.map((rule) => checkRule(rule, candidate));
}

function checkRule(rule: GateRule, fact: CandidateFact): GateCheck {
  const condition = inWords(rule);
  const fail = (detail: string, value: number | null = null, champion: number | null = null): GateCheck => ({
    metric: rule.metric,
    passed: false,
    candidate: value,
    champion,
    condition,
    detail,
  });
  if (!fact.evaluation.ok) return fail(`There is no evaluation to check: ${fact.evaluation.reason}`);
  const value = numberAt(fact.evaluation.json, rule.metric);
  if (value === null) return fail(nowhere(rule.metric, fact.evaluation.json, fact.evaluationUri));
  if (rule.atMost !== undefined && value > rule.atMost)
    return fail(`${round(value)} is above ${rule.atMost}.`, value);
  if (rule.atLeast !== undefined && value < rule.atLeast)
    return fail(`${round(value)} is below ${rule.atLeast}.`, value);
  if (rule.betterThanChampionBy === undefined) {
    return {
      metric: rule.metric,
      passed: true,
      candidate: value,
      champion: null,
      condition,
      detail: `${round(value)} is within bounds.`,
    };
  }
  return compareWithChampion(rule, rule.betterThanChampionBy, value, fact, condition);
}

function compareWithChampion(
  rule: GateRule,
  margin: number,
  value: number,
  fact: CandidateFact,
  condition: string,
): GateCheck {
  const result = (passed: boolean, champion: number | null, detail: string): GateCheck => ({
    metric: rule.metric,
    passed,
    candidate: value,
    champion,
    condition,
    detail,
  });
  const beside = pathUnder("champion", rule.metric);
  const sameRows = fact.evaluation.ok ? numberAt(fact.evaluation.json, beside) : null;
  const ownRows = fact.championEvaluation?.ok ? numberAt(fact.championEvaluation.json, rule.metric) : null;
  // Measured and none: another number in its place would be of other rows than were meant.
  const none = sameRows === null && fact.evaluation.ok ? valueAt(fact.evaluation.json, beside) : undefined;
  if (none !== undefined) {
    return result(
      false,
      null,
      `The champion's ${rule.metric} on the same rows is ${kindOf(none)}; expected a finite number.`,
    );
  }
  const champion = sameRows ?? ownRows;
  if (champion === null) {
    return fact.championEvaluation === null
      ? result(true, null, `${round(value)}; there is no champion package to compare with.`)
      : result(
          false,
          null,
          `The champion's ${rule.metric} is nowhere to be found${
            fact.championEvaluation.ok
              ? isNoNumber(valueAt(fact.championEvaluation.json, rule.metric))
              : ` (${fact.championEvaluation.reason})`
          }; put it under "champion" in the candidate's evaluation.json.`,
        );
  }
  const gain = rule.better === "lower" ? champion - value : value - champion;
  const rows = sameRows === null ? "on its own, other rows" : "on the same rows";
  return result(
    gain >= margin,
    champion,
    `${round(value)} against the champion's ${round(champion)} ${rows}: ${gain >= 0 ? "better" : "worse"} by ${round(Math.abs(gain))}.`,
  );
}

/** Said of a champion's own evaluation, in which something else than a number may stand, such as Python's NaN. */
function isNoNumber(value: unknown): string {
  return value === undefined ? "" : ` (in its own evaluation it is ${kindOf(value)})`;
}

/** What stands where a number should: NaN is a number of its own, and texts are people's own. */
function kindOf(value: unknown): string {
  if (typeof value === "number" || value === null) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function inWords(rule: GateRule): string {
  return [
    rule.atMost === undefined ? null : `at most ${rule.atMost}`,
    rule.atLeast === undefined ? null : `at least ${rule.atLeast}`,
    rule.betterThanChampionBy === undefined
      ? null
      : `${rule.better} than the champion's by at least ${rule.betterThanChampionBy}`,
  ]
    .filter((part) => part !== null)
    .join(" and ");
}

/** Why there is no number to check, and where there are some. */
function nowhere(metric: string, json: unknown, uri: string | null): string {
  const file = uri ?? "evaluation.json";
  const there = listed(numberPaths(json), mostPaths) || "no numbers at all";
  const found = valueAt(json, metric);
  if (found === undefined) return `${metric} is not in ${file}; it has ${there}.`;
  // NaN is a number of its own, and no other path would be better.
  if (typeof found === "number") return `${metric} in ${file} is ${found}; expected a finite number.`;
  return `${metric} in ${file} is ${kindOf(found)}; expected a number. It has ${there}.`;
}

function numberAt(json: unknown, path: string): number | null {
  const found = valueAt(json, path);
  return typeof found === "number" && Number.isFinite(found) ? found : null;
}
