import type { Facts } from "../facts/fact.ts";
import type { SkipReason } from "../ledger/entry.ts";
import { championPackage, packageVersion, type State } from "../ledger/state.ts";
import { inWords } from "../policy/duration-in-words.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { PipelineExecutionChanged } from "../signals/signal.ts";
import type { Notebook } from "./notebook.ts";

const month = 30 * 86_400_000;

/** Asks for a retraining on confirmed drift, or says once why there is none. */
export function considerRetraining(notes: Notebook, facts: Facts, policy: ModelPolicy, cause: number): void {
  const { state, now } = notes;
  if (remedyUnderWay(state, policy, now)) return;
  const obstacle = obstacleTo(state, policy, now);
  if (obstacle) {
    if (state.drift.skipped === obstacle.reason) return;
    notes.write(
      "retraining-skipped",
      obstacle.because,
      { reason: obstacle.reason, until: obstacle.until },
      cause,
    );
    return;
  }
  const drift = state.drift.confirmed;
  if (!drift) return;
  const features = drift.features.map(({ feature }) => feature);
  notes.write(
    "retraining-requested",
    `Drift in ${features.slice(0, 3).join(", ") || "the inputs"} is confirmed since ${drift.since}; no retraining runs, the cooldown is over${
      policy.retrain.budget
        ? ` and ${dollars(left(state, policy, now) ?? 0)} of the month's budget are left`
        : ""
    }.`,
    {
      pipeline: policy.retrain.pipeline,
      displayName: `driftwheel-${state.model}-${state.sequence + 1}`,
      parameters: parameters(state, facts, policy),
      cost: policy.retrain.budget?.perRun ?? null,
      deadline: new Date(now.getTime() + policy.retrain.deadline).toISOString(),
    },
    cause,
  );
}

/** What became of the retraining's pipeline execution. */
export function decideOnExecution(notes: Notebook, signal: PipelineExecutionChanged, facts: Facts): void {
  const running = notes.state.retraining;
  const ours =
    running !== null &&
    (running.execution === signal.execution || running.displayName === signal.displayName);
  // The event is a hint, and may be late: the execution's own description decides.
  const status = facts.pipelineExecution?.status ?? signal.status;
  if (
    !ours ||
    !endRetraining(notes, signal.execution, status, facts.pipelineExecution?.failureReason ?? null)
  ) {
    notes.write(
      "signal-observed",
      `Execution ${signal.execution.split("/").at(-1)} of pipeline ${signal.pipeline} is ${signal.status}${
        ours ? "" : "; it is no retraining that Driftwheel waits for"
      }.`,
      { signal: signal.kind },
    );
  }
}

/** Writes the end of the running retraining; false when it has not ended. */
export function endRetraining(
  notes: Notebook,
  execution: string,
  status: string,
  failureReason: string | null,
): boolean {
  const running = notes.state.retraining;
  if (!running) return false;
  const took = inWords(Math.max(1000, notes.now.getTime() - Date.parse(running.requestedAt)));
  if (status === "Succeeded") {
    notes.write("retraining-succeeded", `The pipeline execution succeeded after ${took}.`, { execution });
    return true;
  }
  if (status === "Failed" || status === "Stopped") {
    const reason =
      failureReason ?? (status === "Stopped" ? "it was stopped" : "the pipeline gives no reason");
    notes.write(
      "retraining-failed",
      `The pipeline execution ${status === "Stopped" ? "was stopped" : "failed"} after ${took}: ${reason}`,
      {
        execution,
        reason,
      },
    );
    return true;
  }
  return false;
}

/** The retraining for this very drift runs, or what it trained is on its way: nothing to add. */
function remedyUnderWay(state: State, policy: ModelPolicy, now: Date): boolean {
  if (!state.drift.remedyUnderWay) return false;
  const last = state.retrainings.at(-1);
  // A pipeline that succeeds and registers nothing must not keep the next retraining away for ever.
  const patient = last !== undefined && now.getTime() < Date.parse(last.at) + policy.retrain.cooldown;
  return patient || state.retraining !== null || state.rollout !== null || onItsWay(state) !== undefined;
}

/** A candidate between registration and trial; what serves already, or is older, is none. */
function onItsWay(state: State) {
  const champion = packageVersion(championPackage(state)) ?? 0;
  return Object.values(state.candidates).find(
    ({ stage, version }) =>
      version > champion && ["registered", "accepted", "approval requested", "approved"].includes(stage),
  );
}

function obstacleTo(
  state: State,
  policy: ModelPolicy,
  now: Date,
): { readonly reason: SkipReason; readonly because: string; readonly until: string | null } | null {
  if (state.paused) {
    return { reason: "paused", because: `Paused by ${state.paused.by}: ${state.paused.reason}`, until: null };
  }
  if (state.held) {
    return {
      reason: "held",
      because: `A person must look at the endpoint first. ${state.held.reason}`,
      until: null,
    };
  }
  if (state.retraining) {
    return {
      reason: "one already running",
      because: `The retraining asked for at ${state.retraining.requestedAt} still runs.`,
      until: state.retraining.deadline,
    };
  }
  const trial = onItsWay(state);
  if (state.rollout || trial) {
    return {
      reason: "rollout in progress",
      because: `Version ${state.rollout?.challenger.version ?? trial?.version} is on its way to the endpoint; its trial comes first.`,
      until: state.rollout?.deadline ?? trial?.approvalDeadline ?? null,
    };
  }
  const last = state.retrainings.at(-1);
  const ready = last ? Date.parse(last.at) + policy.retrain.cooldown : 0;
  if (now.getTime() < ready) {
    const until = new Date(ready).toISOString();
    return {
      reason: "cooldown",
      because: `The last retraining was asked for at ${last?.at}; the cooldown of ${inWords(policy.retrain.cooldown)} ends at ${until}.`,
      until,
    };
  }
  const money = left(state, policy, now);
  if (policy.retrain.budget && money !== null && money < policy.retrain.budget.perRun) {
    return {
      reason: "budget",
      because: `A run costs ${dollars(policy.retrain.budget.perRun)}, and of ${dollars(policy.retrain.budget.perMonth)} for 30 days only ${dollars(money)} are left.`,
      until: null,
    };
  }
  return null;
}

function left(state: State, policy: ModelPolicy, now: Date): number | null {
  const { budget } = policy.retrain;
  if (!budget) return null;
  const spent = state.retrainings
    .filter(({ at }) => Date.parse(at) > now.getTime() - month)
    .reduce((sum, { cost }) => sum + (cost ?? budget.perRun), 0);
  return budget.perMonth - spent;
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

/** A pipeline parameter holds so many characters: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Parameter.html */
const longestParameter = 1024;

/** As many names as fit, strongest first. */
function joined(names: readonly string[]): string {
  return names.reduce((list, name) => {
    const longer = list === "" ? name : `${list},${name}`;
    return longer.length <= longestParameter ? longer : list;
  }, "");
}

function parameters(state: State, facts: Facts, policy: ModelPolicy): Readonly<Record<string, string>> {
  const drift = state.drift.confirmed;
  const sources = {
    "labelled data": policy.retrain.labelledData ?? "",
    "window start": drift?.since ?? "",
    "window end": drift?.window.end ?? "",
    "drifted features": joined(drift?.features.map(({ feature }) => feature) ?? []),
    "drift report": drift?.window.report ?? "",
    "champion package": championPackage(state) ?? "",
    "champion model data": facts.championPackage?.modelDataUrl ?? "",
  } as const;
  return Object.fromEntries(
    Object.entries(policy.retrain.parameters).map(([name, value]) => [
      name,
      typeof value === "string" ? value : sources[value.from],
    ]),
  );
}
