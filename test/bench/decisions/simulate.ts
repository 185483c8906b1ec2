import { boundMinutes } from "./bound.ts";
import type { Decision, Method } from "./methods/method.ts";
import { poisson, uniformAt } from "./random.ts";
import { horizon, type Scenario } from "./scenarios.ts";
import { type Arms, Traffic, type Weather, weatherOf } from "./traffic.ts";

const historyStream = 4;
const historyMinutes = 24 * 60;

/** One cell of the table: a method in a scenario with one challenger. */
export interface Cell {
  readonly scenario: string;
  readonly method: string;
  readonly challenger: "equal" | "worse" | "better";
  /** The challenger's rate less the champion's. */
  readonly effect: number;
  /** Shares of the trials, 0 to 1. */
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
  effect: number,
  replicates: number,
): MeasuredCell {
  const endings: Ending[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    endings.push(trial(scenario, method, effect, weatherOf(scenario, replicate)));
  }
  const share = (decision: Decision | null) =>
    endings.filter((ending) => ending.decision === decision).length / replicates;
  const mean = (of: (ending: Ending) => number) =>
    endings.reduce((sum, ending) => sum + of(ending), 0) / replicates;
  const bound = boundMinutes(scenario, effect);
  const meanMinutes = mean(({ minutes }) => minutes);
  return {
    scenario: scenario.name,
    method: method.name,
    challenger: effect === 0 ? "equal" : effect < 0 ? "worse" : "better",
    effect,
    promoted: share("promote"),
    rolledBack: share("roll-back"),
    timedOut: share(null),
    ratioToBound: bound === null ? null : meanMinutes / bound,
    replicates,
    boundMinutes: bound,
    meanMinutes,
    regret: mean(({ regret }) => regret),
  };
}

function trial(scenario: Scenario, method: Method, effect: number, weather: Weather): Ending {
  const traffic = new Traffic(scenario, effect, weather);
  const referee = method.start(scenario, historyOf(scenario, weather.replicate));
  let unread: Arms | null = null;
  let exposed = 0;
  for (let minute = 0; minute < horizon; minute += 1) {
    const weight = referee.weight?.(minute) ?? scenario.weight(minute);
    exposed += effect < 0 ? weight : 1 - weight;
    unread = together(unread, traffic.minute(minute, weight));
    if (weather.missing[minute]) continue;
    const decision = referee.judge({ minutes: minute + 1, arms: unread });
    unread = null;
    if (decision !== null) return ended(decision, minute + 1);
  }
  return ended(null, horizon);

  function ended(decision: Decision | null, minutes: number): Ending {
    const wrong = decision === "promote" ? effect < 0 : effect > 0;
    const misdirected = exposed + (wrong ? horizon - minutes : 0);
    return { decision, minutes, regret: misdirected * scenario.requestsPerMinute * Math.abs(effect) };
  }
}

/** The champion's day before the trial. */
function historyOf({ championRate, requestsPerMinute }: Scenario, replicate: number) {
  const uniform = uniformAt(replicate, historyStream);
  const requests = requestsPerMinute * historyMinutes;
  const successes = poisson(requests * championRate, uniform);
  return { successes, trials: successes + poisson(requests * (1 - championRate), uniform) };
}

function together(one: Arms | null, other: Arms): Arms {
  if (!one) return other;
  const arm = (name: keyof Arms) => ({
    trials: one[name].trials + other[name].trials,
    successes: one[name].successes + other[name].successes,
  });
  return { champion: arm("champion"), challenger: arm("challenger") };
}
