import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { PipelineExecutionChanged } from "../../vocabulary/signal.ts";
import { championPackage, type State } from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { budgetLeft, dollars, type Obstacle, obstacleToRetraining, onItsWay } from "./obstacles.ts";

/** Asks for a retraining on confirmed drift, or says once why there is none. */
export function considerRetraining(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const { state, now } = pending;
  if (remedyUnderWay(state, policy, now)) return;
  const obstacle = obstacleToRetraining(state, policy, now);
  if (obstacle) {
    recordObstacleOnce(pending, obstacle, cause);
    return;
  }
  const drift = state.drift.confirmed;
  if (!drift) return;
  const features = drift.features.map(({ feature }) => feature);
  const why = `Drift in ${features.slice(0, 3).join(", ") || "the inputs"} is confirmed since ${drift.since}`;
  requestRetraining(pending, facts, policy, { because: `${why}; ${readiness(pending, policy)}`, cause });
}

/** Writes down that there will be a retraining, which is what starts it. */
export function requestRetraining(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  { because, cause }: { readonly because: string; readonly cause: number | undefined },
): void {
  const { state, now } = pending;
  pending.write(
    "retraining-requested",
    because,
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
export function decideOnExecution(
  pending: PendingEntries,
  signal: PipelineExecutionChanged,
  facts: Facts,
): void {
  const running = pending.state.retraining;
  const ours =
    running !== null &&
    (running.execution === signal.execution || running.displayName === signal.displayName);
  // The event is a hint, and may be late: the execution's own description decides.
  const status = facts.pipelineExecution?.status ?? signal.status;
  if (
    !ours ||
    !endRetraining(pending, signal.execution, status, facts.pipelineExecution?.failureReason ?? null)
  ) {
    pending.write(
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
  pending: PendingEntries,
  execution: string,
  status: string,
  failureReason: string | null,
): boolean {
  const running = pending.state.retraining;
  if (!running) return false;
  const took = inWords(Math.max(1000, pending.now.getTime() - Date.parse(running.requestedAt)));
  if (status === "Succeeded") {
    pending.write("retraining-succeeded", `The pipeline execution succeeded after ${took}.`, { execution });
    return true;
  }
  if (status === "Failed" || status === "Stopped") {
    const reason =
      failureReason ?? (status === "Stopped" ? "it was stopped" : "the pipeline gives no reason");
    pending.write(
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

/** False when the same reason was the last to be told. */
export function recordObstacleOnce(
  pending: PendingEntries,
  obstacle: Obstacle,
  cause: number | undefined,
): boolean {
  const { reason, because, until } = obstacle;
  if (pending.state.drift.skipped === reason) return false;
  pending.write("retraining-skipped", because, { reason, until }, cause);
  return true;
}

/** That nothing is in the way, and what is left of the budget. */
export function readiness({ state, now }: PendingEntries, policy: ModelPolicy): string {
  const money = budgetLeft(state, policy, now);
  return `no retraining runs, the cooldown is over${
    money === null ? "" : ` and ${dollars(money)} of the month's budget are left`
  }.`;
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
