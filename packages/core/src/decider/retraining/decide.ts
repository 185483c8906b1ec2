import { inDollars } from "../../costs/money.ts";
import { packageGroupInWords } from "../../policy/package-group.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts, PipelineExecutionFact } from "../../vocabulary/fact.ts";
import type { PipelineExecutionChanged } from "../../vocabulary/signal.ts";
import {
  type ConfirmedDrift,
  championPackage,
  type RunningRetraining,
  type State,
} from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import { listed } from "../../words/listed.ts";
import { spending } from "../costs/budget.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { freshDataWindow, placeOfFreshData } from "../fresh-data/window.ts";
import { retrainingJob } from "./job.ts";
import { cooldown, type Obstacle, obstacleToRetraining, onItsWay, registersNothing } from "./obstacles.ts";
import { startWarm } from "./warm-start.ts";

/** Asks for a retraining on confirmed drift, or says once why there is none. */
export function considerRetraining(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  drift: Pick<ConfirmedDrift, "sequence" | "since" | "features" | "more">,
): void {
  const { state, now } = pending;
  if (remedyUnderWay(state, policy, now)) return;
  const cause = drift.sequence;
  const obstacle = obstacleToRetraining(state, policy, now) ?? registersNothing(state, policy);
  if (obstacle) {
    recordObstacleOnce(pending, obstacle, cause);
    return;
  }
  const features = drift.features.map(({ feature }) => feature);
  const why = `Drift in ${listed(features, 3, drift.more)} is confirmed since ${drift.since}`;
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
  const { given, leftOut } = parameters(pending, facts, policy);
  const sequence = state.sequence + 1;
  const asked = retrainingJob(policy, { model: state.model, sequence, now, parameters: given });
  const warm = asked?.kind === "tuning-job" && policy.retrain.with?.warmStart === true;
  const { job, because: how } = warm ? startWarm(asked, state.lastTuning) : { job: asked, because: null };
  pending.write(
    "retraining-requested",
    how === null && leftOut.length === 0
      ? because
      : [asSentence(because), ...(how === null ? [] : [how]), ...withoutValue(leftOut)].join(" "),
    {
      ...(job ? { job } : { pipeline: policy.retrain.pipeline ?? "" }),
      ...(job ? {} : experimentOfPipeline(policy)),
      displayName: job?.name ?? `driftwheel-${state.model}-${sequence}`,
      parameters: given,
      cost: policy.retrain.budget?.perRun ?? null,
      deadline: new Date(now.getTime() + policy.retrain.deadline).toISOString(),
      ...(facts.freshData ? { freshData: facts.freshData.mark } : {}),
    },
    cause,
  );
}

/** SageMaker knows the experiments of its own MLflow alone. */
function experimentOfPipeline({ experiment = false }: ModelPolicy): { readonly experiment?: string } {
  return experiment !== false && experiment.inSageMaker ? { experiment: experiment.name } : {};
}

/** What became of the retraining's pipeline execution. */
export function decideOnExecution(
  pending: PendingEntries,
  signal: PipelineExecutionChanged,
  facts: Facts,
): void {
  const running = awaited(pending.state, signal);
  const found = facts.pipelineExecution;
  // The event is a hint, and may be late: the execution's own description decides.
  if (running && found && endRetraining(pending, running, signal.execution, found)) return;
  pending.write(
    "signal-observed",
    `Execution ${signal.execution.split("/").at(-1)} of pipeline ${signal.pipeline} is ${signal.status}${
      running ? "" : "; it is no retraining that Driftwheel waits for"
    }.`,
    { signal: signal.kind },
  );
}

/** The running retraining when the event is of its execution, else null. Its name is known before its ARN is. */
export function awaited(
  { retraining }: State,
  { execution, displayName }: PipelineExecutionChanged,
): RunningRetraining | null {
  return retraining?.execution === execution || retraining?.displayName === displayName ? retraining : null;
}

/** Writes the end of the running retraining; false when it has not ended. */
export function endRetraining(
  pending: PendingEntries,
  running: RunningRetraining,
  execution: string,
  { status, failureReason }: PipelineExecutionFact,
): boolean {
  const took = inWords(Math.max(1000, pending.now.getTime() - Date.parse(running.requestedAt)));
  if (status === "Succeeded") {
    pending.write("retraining-succeeded", `The pipeline execution succeeded after ${took}.`, { execution });
    return true;
  }
  if (status === "Failed" || status === "Stopped") {
    const [what, why] =
      status === "Stopped" ? ["was stopped", "it was stopped"] : ["failed", "the pipeline gives no reason"];
    const reason = failureReason ?? why;
    pending.write("retraining-failed", `The pipeline execution ${what} after ${took}: ${reason}`, {
      execution,
      reason,
    });
    return true;
  }
  return false;
}

/** The retraining for this very drift runs, or what it trained is on its way: nothing to add. */
function remedyUnderWay(state: State, policy: ModelPolicy, now: Date): boolean {
  if (!state.drift.remedyUnderWay) return false;
  // A pipeline that succeeds and registers nothing must not keep the next retraining away for ever.
  const patient = cooldown(state, policy, now) !== null || state.unregistered?.failed === false;
  return patient || state.retraining !== null || state.rollout !== null || onItsWay(state) !== undefined;
}

/** A pipeline that succeeded has registered nothing for longer than the policy waits: it counts as failed. */
export function sweepUnregistered(pending: PendingEntries, policy: ModelPolicy): void {
  const { unregistered, outbox } = pending.state;
  if (!unregistered || unregistered.failed) return;
  // Driftwheel registers it itself, and has not come to it yet: that is no silence of what trained.
  if (outbox.some(({ effect }) => effect.kind === "register-package")) return;
  const { execution, since } = unregistered;
  if (pending.now.getTime() - Date.parse(since) <= policy.retrain.registerWithin) return;
  const reason = `it succeeded at ${since} and registered no version in ${packageGroupInWords(policy.packageGroup)} within ${inWords(policy.retrain.registerWithin)}`;
  pending.write("retraining-failed", `The retraining counts as failed: ${reason}.`, {
    execution,
    reason,
    registeredNothing: true,
  });
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
  const { budget } = policy.retrain;
  const left = budget
    ? ` and ${inDollars(spending(state, budget, now).left)} of the month's budget are left`
    : "";
  return `no retraining runs, the cooldown is over${left}.`;
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

interface Parameters {
  /** Values by the parameter's name; none is empty, because SageMaker refuses an empty one. */
  readonly given: Readonly<Record<string, string>>;
  /** Parameters whose source has no value now, each with its source: the pipeline's defaults hold. */
  readonly leftOut: readonly (readonly [name: string, source: string])[];
}

/** Rule and limit: https://github.com/aws/sagemaker-python-sdk/issues/4016 */
function parameters({ state, now }: PendingEntries, facts: Facts, policy: ModelPolicy): Parameters {
  const drift = state.drift.confirmed;
  const window = drift
    ? { start: drift.since, end: drift.window.end }
    : freshDataWindow(state, facts, policy, now);
  const sources = {
    "labelled data": policy.retrain.labelledData,
    "fresh data": placeOfFreshData(state, facts, policy),
    "window start": window.start,
    "window end": window.end,
    "drifted features": joined(drift?.features.map(({ feature }) => feature) ?? []),
    "drift report": drift?.window.report,
    "champion package": championPackage(state),
    "champion model data": facts.championPackage?.modelDataUrl,
  } as const;
  const given: [string, string][] = [];
  const leftOut: [string, string][] = [];
  for (const [name, value] of Object.entries(policy.retrain.parameters)) {
    const text = typeof value === "string" ? value : sources[value.from];
    if (text && text.length <= longestParameter) given.push([name, text]);
    else leftOut.push([name, typeof value === "string" ? "its text" : withReason(value.from, facts)]);
  }
  return { given: Object.fromEntries(given), leftOut };
}

/** Which container's model data are meant may not be known, and then nothing is guessed. */
function withReason(source: string, { championPackage: found }: Facts): string {
  return source === "champion model data" && found?.why !== undefined ? `${source}: ${found.why}` : source;
}

/** A person's reason ends as they like. */
function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function withoutValue(leftOut: Parameters["leftOut"]): readonly string[] {
  if (leftOut.length === 0) return [];
  const names = leftOut.map(([name, source]) => `${name} (${source})`).join(", ");
  return [`Left to the pipeline's own default, having no value now: ${names}.`];
}
