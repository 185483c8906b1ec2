import { boundMinutes } from "./bound.ts";
import type { Decision, Method } from "./methods/method.ts";
import { at, type Challenger, type Scenario } from "./scenarios/scenario.ts";
import { effectIn, Traffic } from "./traffic/traffic.ts";
import { type Weather, weatherOf } from "./traffic/weather.ts";

/** One cell of the table: a method in a scenario with one challenger. */
export interface Cell {
  readonly scenario: string;
  readonly method: string;
  readonly challenger: Challenger["kind"];
  /** The challenger's rate less the champion's. */
  readonly effect: number;
  /** Shares of the trials, 0 to 1; one that a person must look at timed out. */
  readonly promoted: number;
  readonly rolledBack: number;
  readonly timedOut: number;
  /** Mean minutes to a decision (the horizon where there was none) over the bound's minutes; null without difference. */
  readonly ratioToBound: number | null;
}

export interface MeasuredCell extends Cell {
  readonly replicates: number;
  readonly boundMinutes: number | null;
  readonly meanMinutes: number;
  /** Good outcomes lost within the horizon against sending everything to the better arm, mean of a trial. */
  readonly regret: number;
}

interface Ending {
  readonly decision: Decision | null;
  readonly minutes: number;
  readonly regret: number;
}

export function simulate(
  scenario: Scenario,
  method: Method,
  challenger: Challenger,
  replicates: number,
): MeasuredCell {
  const endings: Ending[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    endings.push(trial(scenario, method, challenger, weatherOf(scenario, replicate)));
  }
  const share = (...decisions: readonly (Decision | null)[]) =>
    endings.filter(({ decision }) => decisions.includes(decision)).length / replicates;
  const mean = (of: (ending: Ending) => number) =>
    endings.reduce((sum, ending) => sum + of(ending), 0) / replicates;
  const bound = boundMinutes(scenario, challenger);
  const meanMinutes = mean(({ minutes }) => minutes);
  return {
    scenario: scenario.name,
    method: method.name,
    challenger: challenger.kind,
    effect: challenger.effect,
    promoted: share("promote"),
    rolledBack: share("roll-back"),
    timedOut: share("hold", null),
    ratioToBound: bound === null ? null : meanMinutes / bound,
    replicates,
    boundMinutes: bound,
    meanMinutes,
    regret: mean(({ regret }) => regret),
  };
}

function trial(scenario: Scenario, method: Method, challenger: Challenger, weather: Weather): Ending {
  const { horizon, lookEvery } = scenario;
  const traffic = new Traffic(scenario, challenger, weather);
  const referee = method.start(scenario, traffic);
  let regret = 0;
  for (let minute = 0; minute < horizon; minute += 1) {
    const weight = referee.weight?.(minute) ?? scenario.weight(minute);
    regret += lostIn(scenario, challenger, minute, weight);
    traffic.minute(minute, weight);
    if ((minute + 1) % lookEvery > 0 || weather.missing[minute]) continue;
    const minutes = minute + 1;
    const decision = referee.judge({ minutes, arms: traffic.arrived(), periods: traffic.periods });
    if (decision !== null) return { decision, minutes, regret: regret + lostAfter(minutes, decision) };
  }
  return { decision: null, minutes: horizon, regret };

  function lostAfter(minutes: number, decision: Decision): number {
    let lost = 0;
    for (let minute = minutes; minute < horizon; minute += 1) {
      lost += lostIn(scenario, challenger, minute, decision === "promote" ? 1 : 0);
    }
    return lost;
  }
}

/** Good outcomes that a minute costs, against sending everything to the arm that is better then. */
function lostIn(scenario: Scenario, challenger: Challenger, minute: number, weight: number): number {
  const effect = effectIn(challenger, minute);
  return at(scenario.perMinute, minute) * Math.abs(effect) * (effect < 0 ? weight : 1 - weight);
}
