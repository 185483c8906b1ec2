import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import type { VariantFact } from "../../vocabulary/fact.ts";
import type { Rollout, State } from "../../vocabulary/state.ts";
import { aloneOn } from "../apart/routes.ts";
import { baking, watched } from "../promotion/evolve-bake.ts";
import { divisionAt, divisionNow, shareBesideChampion } from "./challengers/division.ts";
import { inEach } from "./challengers/each.ts";
import { challengerDropped, isOffIn, lookedAt } from "./challengers/evolve.ts";
import { startLabels } from "./evidence/labels.ts";
import { beginPairedRuns, pairedLooked, pairedRunRefused, pairedRunStarted } from "./paired/evolve.ts";
import { beginShadow, isShadow, shadowLooked, shadowPassed, shadowSettled } from "./shadow/evolve.ts";
import { dividedSince, dividedUntil, newTrial, splitAccepted } from "./trial.ts";

/** The rollout in progress. */
export function evolveRollout(state: State, entry: Entry): State {
  if (entry.kind === "rollout-started") {
    return { ...state, rollouts: state.rollouts + 1, rollout: beginPairedRuns(started(entry), entry) };
  }
  const { rollout } = state;
  if (!rollout) return state;
  switch (entry.kind) {
    case "signal-observed":
      if (entry.data.failedLook) {
        return { ...state, rollout: { ...rollout, failedLook: entry.data.failedLook.error } };
      }
      if (entry.data.settled && isShadow(rollout))
        return { ...state, rollout: shadowSettled(rollout, entry.at) };
      return entry.data.settled
        ? {
            ...state,
            rollout: {
              ...rollout,
              phase: "looking",
              change: null,
              ...settledAs(rollout),
              ...inEach(rollout, (trial) => dividedSince(trial, entry.at, shareBesideChampion(rollout))),
              lastSign: entry.at,
            },
          }
        : state;
    case "shadow-looked":
      return { ...state, rollout: shadowLooked(rollout, entry) };
    case "paired-run-started":
      return { ...state, rollout: pairedRunStarted(rollout, entry) };
    case "effect-failed":
      return { ...state, rollout: pairedRunRefused(rollout, entry) };
    case "paired-looked":
      return { ...state, rollout: pairedLooked(rollout, entry) };
    case "shadow-passed":
      return { ...state, rollout: shadowPassed(rollout, entry) };
    case "rollout-looked":
      return {
        ...state,
        rollout: {
          ...lookedAt(rollout, entry.data),
          looks: entry.data.look,
          failedLook: null,
          lastSign: entry.at,
        },
      };
    case "challenger-dropped":
      return { ...state, rollout: challengerDropped(rollout, entry.data.challenger.variant) };
    case "weights-shifted":
      return { ...state, rollout: shifted(rollout, entry) };
    case "rollout-held":
      return {
        ...state,
        rollout: {
          ...rollout,
          phase: "held",
          change: null,
          ...inEach(rollout, (trial) => ({ cohorts: dividedUntil(trial, entry.at) })),
          rollBackReason: rollout.rollBackReason ?? entry.data.rollBack ?? null,
        },
      };
    case "rollout-restarted":
      return {
        ...state,
        rollout: { ...rollout, executions: rollout.executions + 1, lastSign: entry.at },
      };
    case "resumed":
      return entry.data.rollout ? { ...state, rollout: resumed(rollout, entry) } : state;
    case "rollout-promoted":
      return { ...state, rollout: baking(rollout, entry) };
    case "rollout-watched":
      return { ...state, rollout: watched(rollout, entry) };
    case "rollout-baked":
    case "rollout-rolled-back":
      return { ...state, rollout: null };
    default:
      return state;
  }
}

function started(entry: EntryOf<"rollout-started">): Rollout {
  const { data } = entry;
  const { others = [] } = data;
  const counts = newTrial(data.history, data.minimumEffects, data.alpha);
  const rollout = {
    challenger: data.challenger,
    champion: data.champion,
    others: others.map((challenger) => ({ ...counts, challenger })),
    dropped: [],
    among: 1 + others.length,
  };
  return {
    ...rollout,
    rollout: data.rollout,
    sequence: entry.sequence,
    startedAt: entry.at,
    deadline: data.deadline,
    executions: 1,
    phase: "deploying",
    endpoint: data.endpoint,
    originalConfig: data.fromConfig,
    originalWeights: data.expected.weights,
    trialConfig: data.config,
    soleConfig: data.config.replace(/-(?:trial|shadow)$/, "-sole"),
    weight: data.weight,
    mayHave: data.apart
      ? data.expected
      : {
          configs: [...new Set([...data.expected.configs, data.config])],
          weights: data.expected.weights && [
            ...data.expected.weights,
            data.shadow ? { [data.champion.variant]: 1 } : divisionAt(rollout, data.weight),
          ],
        },
    // Before the first trial nobody may have said yet where callers ask.
    apart: data.apart
      ? { ...data.apart, routes: [null, aloneOn(entry.model, data.endpoint, data.fromConfig)] }
      : null,
    looks: 0,
    ...counts,
    bake: null,
    shadow: beginShadow(data),
    paired: null,
    change: {
      sequence: entry.sequence,
      deadline: data.changeDeadline,
      config: data.config,
      before: data.fromConfig,
      orConfig: null,
      weights: null,
      instances: {},
      route: null,
    },
    rollBackReason: null,
    rollBacks: 0,
    undoes: data.undoes ?? null,
    guardrails: data.guardrails ?? null,
    scaling: null,
    alarms: [],
    prepared: null,
    lastSign: entry.at,
    failedLook: null,
  };
}

function shifted(rollout: Rollout, entry: EntryOf<"weights-shifted">): Rollout {
  const { data } = entry;
  const { next } = data;
  const orConfig = next?.deploy === "original" ? (next.anew?.config ?? null) : null;
  const onlyWeights = next === null || next.deploy === "warm";
  const route = data.route?.route ?? null;
  const shown = rollout.apart ? rollout.originalConfig : rollout.trialConfig;
  const config = onlyWeights ? shown : next.config;
  const { configs } = rollout.mayHave;
  return {
    ...rollout,
    weight: data.to,
    phase: next === null ? "shifting" : next.deploy === "original" ? "rolling-back" : "promoting",
    mayHave: {
      configs: [...new Set([...configs, config, ...(orConfig ? [orConfig] : [])])],
      weights: divisions(rollout, entry),
    },
    change: {
      sequence: entry.sequence,
      deadline: data.changeDeadline,
      config,
      before: shown,
      orConfig,
      weights: onlyWeights && !route ? data.weights : null,
      instances: {},
      route,
    },
    apart: rollout.apart && {
      ...rollout.apart,
      routes: [...rollout.apart.routes, ...(route ? [route] : [])],
    },
    rollBackReason: next?.deploy === "original" ? next.reason : rollout.rollBackReason,
    rollBacks: next?.deploy === "original" ? rollout.rollBacks + 1 : rollout.rollBacks,
    ...inEach(rollout, (trial) => ({ cohorts: dividedUntil(trial, entry.at) })),
    dropped: isOffIn(rollout, data.weights),
    lastSign: entry.at,
  };
}

/** How the traffic may be divided from now on: as before, as asked for, and as the config that follows divides it. */
function divisions(
  { champion, mayHave, originalWeights, apart }: Rollout,
  { data: { next, weights } }: EntryOf<"weights-shifted">,
): Rollout["mayHave"]["weights"] {
  if (mayHave.weights === null) return null;
  if (apart && next?.deploy === "winner") return [...mayHave.weights, { [next.variant]: 1 }];
  if (apart && next?.deploy === "original")
    return originalWeights && [...mayHave.weights, ...originalWeights, { [champion.variant]: 1 }];
  if (apart) return mayHave.weights;
  if (next?.deploy === "return") return mayHave.weights;
  if (next === null || next.deploy === "warm") return [...mayHave.weights, weights];
  if (next.deploy === "winner") return [...mayHave.weights, weights, { [next.variant]: 1 }];
  return originalWeights && [...mayHave.weights, weights, ...originalWeights, { [champion.variant]: 1 }];
}

/** What a change that is there leaves as the only thing that the endpoint, or the route, may be. */
function settledAs(rollout: Rollout): Pick<Rollout, "mayHave" | "apart"> {
  const { apart, change, originalConfig, originalWeights, trialConfig } = rollout;
  if (!apart) {
    return { mayHave: { configs: [trialConfig], weights: [divisionNow(rollout)] }, apart };
  }
  return {
    mayHave: { configs: [originalConfig], weights: originalWeights },
    apart: { ...apart, routes: change?.route ? [change.route] : apart.routes },
  };
}

/** A held trial whose endpoint was accepted as it was found goes on from there. */
function resumed(rollout: Rollout, entry: EntryOf<"resumed">): Rollout {
  const going = { ...rollout, executions: rollout.executions + 1, lastSign: entry.at };
  if (rollout.phase !== "held") return going;
  if (isShadow(rollout))
    return { ...shadowSettled({ ...going, shadow: rollout.shadow }, entry.at), rollBacks: 0 };
  const found = entry.data.endpoint?.variants ?? null;
  const { apart } = rollout;
  const { route } = entry.data;
  const shared = apart && route !== undefined ? (route?.challenger?.weight ?? 0) : null;
  // Its jobs answer nobody before the route names its model.
  const inJobs = rollout.paired ? (rollout.bake ? 100 : 0) : null;
  const weight = shared ?? inJobs ?? (found ? shareOf(rollout, found) : rollout.weight);
  const config = entry.data.endpoint?.config ?? rollout.trialConfig;
  const dropped = found ? isOffIn(rollout, divisionOf(found)) : rollout.dropped;
  return {
    ...going,
    phase: rollout.bake ? "baking" : "looking",
    weight,
    mayHave: { configs: [config], weights: found ? [divisionOf(found)] : null },
    apart: apart && { ...apart, routes: route === undefined ? apart.routes : [route] },
    rollBacks: 0,
    // Who resumes it has looked where outcomes and requests come from; what they were before would hold it at the next look again.
    ...inEach(rollout, (trial) => ({
      referee: { ...trial.referee, labels: startLabels() },
      ...dividedSince(
        { cohorts: splitAccepted(trial) },
        entry.at,
        shareBesideChampion({ ...rollout, weight, dropped }),
      ),
    })),
    dropped,
  };
}

/** The challenger's share in percent. */
function shareOf({ challenger }: Rollout, variants: readonly VariantFact[]): number {
  const whole = variants.reduce((sum, { weight }) => sum + weight, 0);
  const own = variants.find(({ name }) => name === challenger.variant)?.weight ?? 0;
  return whole === 0 ? 0 : Number(((100 * own) / whole).toPrecision(6));
}

function divisionOf(variants: readonly VariantFact[]): Readonly<Record<string, number>> {
  return Object.fromEntries(variants.map(({ name, weight }) => [name, weight]));
}
