import {
  half,
  ramp,
  type WatchedTrial,
} from "@driftwheel/core/decider/rollout/evidence/watched-trial.fixture.ts";

export interface Scenario {
  readonly name: string;
  /** Whether the traffic is divided as it was asked for, so that a trial that is held is held by mistake. */
  readonly asAsked: boolean;
  readonly trial: WatchedTrial;
}

const day = { minutes: 720, requestsPerMinute: 200 };
const sessions = (sessionMinutes: number) => ({ ...day, ramp, users: { sessionMinutes } });
const named = { units: { apartFor: null } };
/** 47 of 100 where 50 were asked for. */
const odds = 47 / 53;

export const scenarios: readonly Scenario[] = [
  { name: "single requests", asAsked: true, trial: { ...day, ramp } },
  { name: "users of half an hour, named", asAsked: true, trial: { ...sessions(30), ...named } },
  { name: "sessions of 1 minute, not named", asAsked: true, trial: sessions(1) },
  { name: "sessions of 5 minutes, not named", asAsked: true, trial: sessions(5) },
  { name: "sessions of 30 minutes, not named", asAsked: true, trial: sessions(30) },
  { name: "47% in place of 50%", asAsked: false, trial: { ...day, ramp: half, odds } },
  {
    name: "47% in place of 50%, users named",
    asAsked: false,
    trial: { ...sessions(30), ...named, ramp: half, odds },
  },
  { name: "a tenth lost, at 50%", asAsked: false, trial: { ...day, ramp: half, lost: 0.1 } },
  { name: "a tenth lost, on a ramp", asAsked: false, trial: { ...day, ramp, lost: 0.1 } },
  { name: "50% in place of 5%", asAsked: false, trial: { ...day, ramp: [[0, 5]], odds: 19 } },
];
