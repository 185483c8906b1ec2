import { informationPerPair } from "../statistics/sprt-bound.ts";
import { at, type Challenger, type Delay, type Scenario } from "./scenarios/scenario.ts";

const line = Math.log(1 / 0.025);
const farEnough = 100_000;

/**
 * Minutes that a test of power one with a false alarm rate of 2.5% needs at least on average (Wald): until the expected
 * information of the outcomes that are known reaches ln(1/0.025). With a half share and no delay, ln(1/0.025)/I pairs;
 * otherwise I counts each arm by its own outcomes, and only from when both good and bad ones are known. Where requests
 * go together, as many of them as the design effect carry the information of one (Kish 1965). Null without a difference,
 * and where it changes.
 */
export function boundMinutes(scenario: Scenario, { kind, effect, by }: Challenger): number | null {
  if (kind === "equal" || by || scenario.told) return null;
  const known = knownBy(scenario.known);
  const gains: number[] = [];
  let information = 0;
  for (let minute = 0; minute < farEnough; minute += 1) {
    gains.push(gainedIn(scenario, effect, minute) / designEffectOf(scenario));
    let gained = 0;
    for (let age = 0; age <= Math.min(minute, known.length - 1); age += 1) {
      gained += (gains[minute - age] ?? 0) * (known[age] ?? 0);
    }
    if (information + gained >= line) return minute + (line - information) / gained;
    information += gained;
  }
  return Number.POSITIVE_INFINITY;
}

/** 1 + (m - 1) rho for units of m requests. */
export function designEffectOf({ units }: Scenario): number {
  return units ? 1 + (units.size - 1) * units.correlation : 1;
}

/** Which part of a minute's outcomes becomes known 0, 1, 2 minutes later. */
function knownBy({ good, bad }: Scenario["known"]): readonly number[] {
  const later = [good, bad].filter((delay): delay is Exclude<Delay, "never"> => delay !== "never");
  const [delay = 0] = later.sort((one, other) => size(other) - size(one));
  if (typeof delay === "number") return [...Array.from({ length: delay }, () => 0), 1];
  const stays = Math.exp(-1 / delay.mean);
  return Array.from({ length: 20 * delay.mean }, (_, age) => stays ** age * (1 - stays));
}

function size(delay: Exclude<Delay, "never">): number {
  return typeof delay === "number" ? delay : delay.mean;
}

function gainedIn(scenario: Scenario, effect: number, minute: number): number {
  const [requests, weight] = [at(scenario.perMinute, minute), shareIn(scenario, minute)];
  const champion = at(scenario.championRate, minute);
  const challenger = champion + effect;
  if (weight === 0.5) return (requests / 2) * informationPerPair(champion, challenger);
  const mean = (1 - weight) * champion + weight * challenger;
  return requests * ((1 - weight) * divergence(champion, mean) + weight * divergence(challenger, mean));
}

/** The challenger's share of a minute's requests; units that began before keep their arm. */
function shareIn({ weight, units }: Scenario, minute: number): number {
  const spread = units?.spread ?? 0;
  if (!units || spread === 0) return weight(minute);
  const begun = Array.from({ length: spread }, (_, age) => (age > minute ? 0 : weight(minute - age)));
  const later = begun.reduce((sum, share) => sum + share, 0) / spread;
  return (weight(minute) + (units.size - 1) * later) / units.size;
}

function divergence(p: number, q: number): number {
  return part(p, q) + part(1 - p, 1 - q);
}

function part(p: number, q: number): number {
  return p > 0 ? p * Math.log(p / q) : 0;
}
