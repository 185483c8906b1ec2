import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import type { RunningCosts, State, Unaccounted } from "../../vocabulary/state.ts";

/** Older ones are not asked about any more: their jobs may be forgotten, and a ledger is not written for what is long over. */
const unaccountedKept = 20;

/** Who had instances, from when to when, and what is not written down yet of it. */
export function evolveCosts(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "cost-recorded":
      return { ...state, unaccounted: state.unaccounted.filter(({ of }) => of !== entry.data.of) };
    case "effect-done":
      return evolveTrial(
        { ...state, unaccounted: state.unaccounted.map((one) => withExecution(one, entry)) },
        entry,
      );
    case "budget-threshold-reached":
      return { ...state, budgetTold: entry.at };
    default:
      return evolveTrial(evolveRetrainingCost(state, entry), entry);
  }
}

function evolveRetrainingCost(state: State, entry: Entry): State {
  const running = state.runningCosts.retraining;
  switch (entry.kind) {
    case "retraining-requested": {
      const { job, displayName } = entry.data;
      return runs(state, {
        retraining: {
          of: entry.sequence,
          kind: job?.kind ?? "pipeline",
          names: [displayName],
          execution: null,
        },
      });
    }
    case "retraining-started":
      return running ? runs(state, { retraining: { ...running, execution: entry.data.execution } }) : state;
    case "retraining-interrupted": {
      const { next } = entry.data;
      return running && next
        ? runs(state, { retraining: { ...running, names: [...running.names, next.name] } })
        : state;
    }
    case "retraining-succeeded":
      return running ? ended(state, { retraining: null }, retrainingOf(running, entry.at, false)) : state;
    case "retraining-failed":
      return running
        ? ended(
            state,
            { retraining: null },
            retrainingOf(running, entry.at, entry.data.neverStarted === true),
          )
        : state;
    default:
      return state;
  }
}

/** A start that is confirmed only after the retraining counts as failed still says which execution it was. */
function withExecution(one: Unaccounted, { data }: EntryOf<"effect-done">): Unaccounted {
  const { execution } = data.answer;
  const names = one.what === "retraining" && one.of === data.of && data.effect === "start-pipeline";
  return names && one.why === "execution-unknown" && execution !== undefined
    ? { ...one, source: { kind: "pipeline", execution }, why: null }
    : one;
}

function retrainingOf(
  { of, kind, names, execution }: NonNullable<RunningCosts["retraining"]>,
  since: string,
  neverStarted: boolean,
): Unaccounted {
  const known = { what: "retraining", of, since } as const;
  // Jobs are asked for by their names, whatever a start was answered.
  const own = kind === "pipeline" || kind === "state-machine" || kind === "function";
  if (neverStarted && own) return { ...known, source: null, why: "never-started" };
  switch (kind) {
    case "pipeline":
      return execution === null
        ? { ...known, source: null, why: "execution-unknown" }
        : { ...known, source: { kind, execution }, why: null };
    case "state-machine":
    case "function":
      return { ...known, source: null, why: "own" };
    default:
      return { ...known, source: { kind, names }, why: null };
  }
}

function evolveTrial(state: State, entry: Entry): State {
  const { trial } = state.runningCosts;
  if (entry.kind === "rollout-started") {
    const { config, fromConfig, apart } = entry.data;
    const champion = entry.data.champion.variant;
    // An endpoint of its own has the champion's instances, and its config is deleted with it.
    const challenger = apart ? champion : entry.data.challenger.variant;
    // An undo does not wait until the endpoint of the trial before is deleted: what that cost counts until here.
    const before = trial ? endOfTrial(state, trial, stintsOf(trial, entry.at), entry.at) : state;
    return runs(before, {
      trial: {
        ...{ of: entry.sequence, config: apart ? fromConfig : config, challenger, champion },
        ...{ apart: apart !== undefined, deployed: false, stints: [] },
        current: { variant: challenger, from: entry.at, instances: null },
        others: (entry.data.others ?? []).map(({ variant }) => ({
          variant,
          from: entry.at,
          instances: null,
        })),
        ...(entry.data.paired ? { jobs: [] } : {}),
      },
    });
  }
  if (!trial) return state;
  const stints = stintsOf(trial, entry.at);
  switch (entry.kind) {
    case "effect-failed":
      // Who keeps it from being deleted pays for it from here on.
      return isDeletionOf(trial, entry) ? endOfTrial(state, trial, stints, entry.at) : state;
    case "effect-done":
      if (isDeletionOf(trial, entry)) return endOfTrial(state, trial, stints, entry.at);
      return entry.data.effect === "deploy-guarded"
        ? runs(state, { trial: { ...trial, deployed: true } })
        : state;
    case "paired-run-started":
      return runs(state, { trial: { ...trial, jobs: [...(trial.jobs ?? []), entry.data.job] } });
    case "signal-observed":
      return entry.data.settled ? runs(state, { trial: { ...trial, deployed: true } }) : state;
    case "challenger-prepared":
      return runs(state, { trial: prepared(trial, entry) });
    case "rollout-promoted":
      // Its endpoint is there until it is deleted, when nothing waits on it.
      if (trial.apart && entry.data.gone) return state;
      // From here on the old variant is the one too many.
      if (entry.data.bake?.keepWarm) return runs(state, { trial: promotedBeside(trial, entry) });
      return endOfTrial(state, trial, stints, entry.at);
    case "rollout-baked":
      return trial.apart ? state : endOfTrial(state, trial, stints, entry.at);
    case "rollout-rolled-back":
      return trial.apart && entry.data.gone ? state : endOfTrial(state, trial, stints, entry.at);
    default:
      return state;
  }
}

type RunningTrial = NonNullable<RunningCosts["trial"]>;

/** From then on challengers have as many instances as they were given. */
function prepared(
  trial: RunningTrial,
  { at, data: { instances } }: EntryOf<"challenger-prepared">,
): RunningTrial {
  const all = [trial.current, ...trial.others];
  const changed = all.filter(({ variant }) => instances[variant] !== undefined);
  const [current = trial.current, ...others] = all.map((stint) => {
    const count = instances[stint.variant];
    return count === undefined ? stint : { ...stint, from: at, instances: count };
  });
  const over = changed.map((stint) => ({ ...stint, until: at }));
  return { ...trial, stints: [...trial.stints, ...over], current, others };
}

/** The winner serves; the old variant is the one too many then, and so are those of challengers that were dropped. */
function promotedBeside(trial: RunningTrial, { at, data }: EntryOf<"rollout-promoted">): RunningTrial {
  const all = [trial.current, ...trial.others];
  const serving = all.find(({ variant }) => variant === data.variant) ?? trial.current;
  return {
    ...trial,
    stints: [...trial.stints, { ...serving, until: at }],
    current: { variant: trial.champion, from: at, instances: null },
    others: all.filter((stint) => stint !== serving),
  };
}

/** True of the endpoint of this trial, and not of one before it: that was asked for before this one began. */
function isDeletionOf(
  { apart, of }: RunningTrial,
  { data }: EntryOf<"effect-done"> | EntryOf<"effect-failed">,
): boolean {
  return apart && data.effect === "delete-endpoint" && data.of > of;
}

function stintsOf({ stints, current, others }: RunningTrial, until: string) {
  return [...stints, ...[current, ...others].map((stint) => ({ ...stint, until }))];
}

function endOfTrial(
  state: State,
  { of, config, deployed, apart, jobs }: RunningTrial,
  stints: Extract<Unaccounted, { readonly what: "trial" }>["stints"],
  since: string,
): State {
  return ended(
    state,
    { trial: null },
    {
      ...{ what: "trial", of, since, config, deployed, apart, stints },
      ...(jobs ? { jobs } : {}),
    },
  );
}

function runs(state: State, running: Partial<RunningCosts>): State {
  return { ...state, runningCosts: { ...state.runningCosts, ...running } };
}

function ended(state: State, running: Partial<RunningCosts>, what: Unaccounted): State {
  return {
    ...runs(state, running),
    unaccounted: [...state.unaccounted, what].slice(-unaccountedKept),
  };
}
