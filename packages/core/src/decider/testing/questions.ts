import { it } from "vitest";
import type { Question } from "../../vocabulary/fact.ts";
import { arn } from "./model.ts";
import { given } from "./specification.ts";
import type { Step } from "./steps.ts";

export const endpoint: Question = { ask: "endpoint", name: "meadow-prod" };
export const packages: Question = { ask: "packages", group: "meadow" };
export const championData: Question = { ask: "championPackage", arn: arn(1) };
export const history = {
  ask: "championHistory",
  endpoint: "meadow-prod",
  variant: "main",
  hours: 24,
  periodSeconds: 60,
  latencyQuantile: 0.99,
} as const satisfies Question;
export const scalingOf = (...variants: readonly string[]) =>
  ({ ask: "scaling", endpoint: "meadow-prod", variants }) as const satisfies Question;
export const candidate = (version: number, champion: number | null = 1): Question => ({
  ask: "candidate",
  arn: arn(version),
  champion: champion === null ? null : arn(champion),
});
/** What is found out for a signal, in order; a ledger begins with the endpoint's first sight unless told otherwise. */
type Case = readonly [when: string, before: readonly Step[], signal: Step, asked: readonly Question[]];

/** Each is a test of its own. */
export function cases(of: readonly Case[]) {
  it.each(of)("%s", (_, before, signal, asked) => {
    given(...before)
      .when(signal)
      .after(asked);
  });
}
