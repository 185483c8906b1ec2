import { informationPerPair } from "../statistics/sprt-bound.ts";
import type { Scenario } from "./scenarios.ts";
import { Traffic } from "./traffic.ts";

const line = Math.log(1 / 0.025);
const farEnough = 100_000;

/**
 * Minutes that a test of power one with a false alarm rate of 2.5% needs at least on average (Wald): until the expected
 * information of the outcomes that are known reaches ln(1/0.025). With a half share and no delay, ln(1/0.025)/I pairs;
 * otherwise I counts each arm by its own outcomes, and only from when they are known. Null without a difference.
 */
export function boundMinutes(scenario: Scenario, effect: number): number | null {
  if (effect === 0) return null;
  const traffic = new Traffic(scenario, effect, null);
  let information = 0;
  for (let minute = 0; minute < farEnough; minute += 1) {
    const { champion, challenger } = traffic.expected(minute, scenario.weight(minute));
    const gained = informationOf(champion, challenger);
    if (information + gained >= line) return minute + (line - information) / gained;
    information += gained;
  }
  return Number.POSITIVE_INFINITY;
}

interface Expected {
  readonly good: number;
  readonly bad: number;
}

function informationOf(champion: Expected, challenger: Expected): number {
  const nA = champion.good + champion.bad;
  const nB = challenger.good + challenger.bad;
  if (nA === nB && nA > 0) return nA * informationPerPair(champion.good / nA, challenger.good / nB);
  const mean = { good: champion.good + challenger.good, bad: champion.bad + challenger.bad };
  const of = (arm: Expected, size: number) =>
    term(arm.good, size, mean.good, nA + nB) + term(arm.bad, size, mean.bad, nA + nB);
  return of(champion, nA) + of(challenger, nB);
}

function term(count: number, size: number, all: number, both: number): number {
  return count > 0 ? count * Math.log(count / size / (all / both)) : 0;
}
