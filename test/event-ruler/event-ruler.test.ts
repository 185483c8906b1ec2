import { expect, it } from "vitest";
import { InvalidPattern } from "../../packages/local/src/events/invalid-pattern.ts";
import { matchesPattern } from "../../packages/local/src/events/pattern.ts";
import { checkPattern } from "../../packages/local/src/events/pattern-check.ts";
import { missingMatcher, type Verdict, verdictsOfAws } from "./oracle.ts";
import { type Pair, pairs } from "./pairs.ts";

it.skipIf(missingMatcher())("says of each pair of pattern and event what AWS's own matcher says", () => {
  const all = pairs(1);
  const verdicts = verdictsOfAws(all);

  const differing = all.flatMap((pair, at) => {
    const [aws, own] = [verdicts[at], ownVerdict(pair)];
    return aws === own ? [] : [`${JSON.stringify(pair)}: AWS ${aws}, here ${own}`];
  });

  expect(verdicts).toHaveLength(all.length);
  expect(new Set(verdicts)).toEqual(new Set(["true", "false", "invalid"]));
  expect(differing).toEqual([]);
});

function ownVerdict({ pattern, event }: Pair): Verdict {
  try {
    checkPattern(pattern);
    return matchesPattern(pattern, event) ? "true" : "false";
  } catch (error) {
    if (error instanceof InvalidPattern) return "invalid";
    throw error;
  }
}
