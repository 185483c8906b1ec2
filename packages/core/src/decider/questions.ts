import { served, servedName } from "../policy/batch/served.ts";
import { recordsCosts } from "../policy/costs/costs-of-fleet.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import { isTried, triedOn } from "../policy/serving/serving.ts";
import type { Facts, ModelContainer, PackagesFact, Question } from "../vocabulary/fact.ts";
import type { CommandGiven, Signal } from "../vocabulary/signal.ts";
import {
  championPackage,
  heaviestVariant,
  isOverdue,
  packageVersion,
  type State,
} from "../vocabulary/state.ts";
import { isOverdueBatch } from "./batch/jobs.ts";
import { mayApprove } from "./commands/approve.ts";
import { candidateOf } from "./commands/versions.ts";
import { questionsOfCosts } from "./costs/record.ts";
import { questionsOfUpkeep } from "./costs/upkeep.ts";
import { isOwnFile } from "./drift/decide.ts";
import { isOutdated } from "./entries/standing.ts";
import { isDecided } from "./evolve.ts";
import { freshData, isWorthRetraining } from "./fresh-data/questions.ts";
import { formerChampion } from "./promotion/undo.ts";
import { awaited } from "./retraining/decide.ts";
import { awaitedJob } from "./retraining/job-end.ts";
import { nextChallengers } from "./rollout/challengers/start.ts";
import { slowQuantile } from "./rollout/evidence/referee.ts";
import { isDue } from "./rollout/look.ts";
import { isPairedDue } from "./rollout/paired/look.ts";
import { isShadowDue } from "./rollout/shadow/look.ts";
import { mayBeScaledMeanwhile } from "./scaling/take-off-again.ts";

/** So many hours of the champion's past seed the referee and freeze the latency quantile. */
const historyHours = 24;

/**
 * What must be found out before this signal can be decided on, given what was found out already. Asked again
 * with the answers until nothing is left to ask: some questions need the answers of others.
 */
export function questions(
  state: State,
  signal: Signal,
  facts: Facts,
  policy: ModelPolicy,
): readonly Question[] {
  if (isDecided(state, signal)) return [];
  return wanted(state, signal, facts, policy).filter(
    ({ ask }, index, all) =>
      facts[ask] === undefined && all.findIndex((question) => question.ask === ask) === index,
  );
}

/** Such a run has found nothing. */
const endedOtherwise: ReadonlySet<string> = new Set(["Failed", "Stopped"]);

function wanted(state: State, signal: Signal, facts: Facts, policy: ModelPolicy): readonly Question[] {
  const endpoint = serving(state, policy);
  const first = state.endpoint ? [] : [endpoint];
  switch (signal.kind) {
    case "violations-file-created":
      return [
        ...first,
        ...(isOwnFile(signal)
          ? []
          : [{ ask: "violations" as const, bucket: signal.bucket, key: signal.key }]),
        ...forRetraining(state, facts, policy),
      ];
    case "monitor-run-finished":
      return [
        ...first,
        // What others ran on is paid for as well.
        ...(signal.status === "Completed" || (endedOtherwise.has(signal.status) && recordsCosts(policy))
          ? [{ ask: "monitorRun" as const, job: signal.job }]
          : []),
        ...forRetraining(state, facts, policy),
      ];
    case "drift-reported":
    case "alarm-changed":
      return [...first, ...forRetraining(state, facts, policy)];
    case "new-data-arrived":
      return [...first, ...forRetraining(state, facts, policy)];
    case "data-file-created":
    case "feature-group-changed": {
      const asked = freshData(state, signal, policy);
      return asked.length === 0 ? [] : [...first, ...asked, ...forRetraining(state, facts, policy)];
    }
    case "pipeline-execution-changed":
      return awaited(state, signal) ? [{ ask: "pipelineExecution", execution: signal.execution }] : [];
    case "training-job-changed":
    case "tuning-job-changed":
    case "state-machine-execution-changed":
      return awaitedJob(state, signal) ? jobOf(state) : [];
    case "model-package-changed": {
      const champion = championOf(state, facts);
      const old = newestServed(state, facts) >= signal.version;
      if (signal.status !== "Completed" || (old && !state.candidates[signal.arn])) return first;
      // Knowing the champion comes first: its evaluation is part of the candidate's question.
      if (first.length > 0 && !facts.endpoint) return first;
      const approved = signal.approval === "Approved" || facts.candidate?.approval === "Approved";
      return [
        { ask: "candidate", arn: signal.arn, champion, ...containerOf(policy) },
        // What the endpoint is decides whether a new version can be tried at all.
        ...(approved || !state.candidates[signal.arn] ? [endpoint] : []),
        ...(approved ? history(facts, policy) : []),
      ];
    }
    case "endpoint-changed":
    case "endpoint-deployment-changed":
      return [endpoint];
    case "transform-job-changed":
      return first;
    case "look-read":
      return isDue(state.rollout, signal)
        ? [endpoint, ...(mayTakeScalingOff(state) ? scaling(facts, policy) : [])]
        : [];
    case "shadow-read":
      return isShadowDue(state.rollout, signal) ? [endpoint] : [];
    case "paired-read":
      return isPairedDue(state.rollout, signal) ? [endpoint] : [];
    case "rollout-polled":
      return state.rollout
        ? [
            endpoint,
            ...(isTrialNext(state, signal, policy) ? history(facts, policy) : []),
            ...scalingOnTheWay(state, facts, policy),
          ]
        : [];
    case "command-given":
      return forCommand(state, signal, facts, policy);
    case "swept": {
      const missed = missedPackage(state, facts);
      return [
        endpoint,
        { ask: "packages", group: policy.packageGroup },
        ...(missed
          ? [
              {
                ask: "candidate" as const,
                arn: missed.arn,
                champion: championOf(state, facts),
                ...containerOf(policy),
              },
            ]
          : []),
        ...(state.retraining?.execution && state.retraining.job === undefined
          ? [{ ask: "pipelineExecution" as const, execution: state.retraining.execution }]
          : []),
        ...jobOf(state),
        ...transformJobs(state, signal.at, policy),
        ...freshData(state, signal, policy),
        ...(isWorthRetraining(facts, signal.at, policy) ? forRetraining(state, facts, policy) : []),
        ...((isTrialNext(state, signal, policy) ||
          missed?.approval === "Approved" ||
          expires(state, signal.at, policy)) &&
        !state.rollout
          ? history(facts, policy)
          : []),
        ...scalingOnTheWay(state, facts, policy),
        ...questionsOfCosts(state, signal, policy),
        ...questionsOfUpkeep(state, signal, policy),
      ];
    }
    default:
      return [];
  }
}

/**
 * What serves, by the endpoint, or by the parameter that tells transform jobs which model they use. In a trial on two
 * endpoints the other one and the route are part of what is looked at.
 */
function serving({ rollout }: State, policy: ModelPolicy): Question {
  const { name, route, championIn } = served(policy);
  const apart = rollout?.apart;
  return {
    ask: "endpoint",
    name,
    ...(route === null ? {} : { route }),
    ...(championIn === undefined ? {} : { championIn }),
    ...(apart ? { beside: { endpoint: apart.endpoint, parameter: apart.parameter } } : {}),
  };
}

/** A command that is refused for what the ledger says alone needs to know nothing else. */
function forCommand(
  state: State,
  signal: CommandGiven,
  facts: Facts,
  policy: ModelPolicy,
): readonly Question[] {
  const { command, route, expectedSequence } = signal;
  const endpoint = serving(state, policy);
  if (isOutdated(state, expectedSequence)) return [];
  switch (command.name) {
    case "retrain":
      return [...(state.endpoint ? [] : [endpoint]), ...forRetraining(state, facts, policy)];
    case "approve":
    case "start-rollout": {
      const candidate = candidateOf(state, command.version);
      const settled = !candidate || (command.name === "approve" && !mayApprove(candidate, route));
      const inTheWay = state.rollout || state.paused || state.held;
      return settled || inTheWay ? [] : [endpoint, ...history(facts, policy)];
    }
    case "resume":
      return [endpoint, ...(isTrialNext(state, signal, policy) ? history(facts, policy) : [])];
    case "undo": {
      const former = formerChampion(state);
      return "refused" in former
        ? []
        : [endpoint, { ask: "formerPackage", arn: former.package }, ...scaling(facts, policy)];
    }
    case "promote":
      return mayTakeScalingOff(state) ? [endpoint, ...scaling(facts, policy)] : [];
    case "reject":
    case "roll-back":
    case "pause":
    case "acknowledge":
    case "test-alerts":
      return [];
  }
}

/** True when a trial may begin with what waits for one. */
function isTrialNext(state: State, { at }: Signal, policy: ModelPolicy): boolean {
  return nextChallengers(state, policy.rollout.challengers, new Date(at)).length > 0;
}

/** Before people are told that a job did not run, and until one is told to have run again: an event may be lost. */
function transformJobs(state: State, at: string, policy: ModelPolicy): readonly Question[] {
  const { batch } = policy;
  return batch && isOverdueBatch(state, at, policy) ? [{ ask: "transformJobs", begin: batch.jobs }] : [];
}

/** True when the policy approves a version whose time for a person's decision is over. */
function expires({ candidates }: State, at: string, { approve }: ModelPolicy): boolean {
  if (approve === "automatically" || approve.atDeadline !== "approve") return false;
  return Object.values(candidates).some((candidate) => isOverdue(candidate, new Date(at)));
}

/** The first package version whose registration, approval or rejection no event has told. */
export function missedPackage(state: State, facts: Facts): PackagesFact["versions"][number] | null {
  if (!state.endpoint && !facts.endpoint) return null;
  const missed = (facts.packages?.versions ?? []).filter(({ arn, version, status, approval }) => {
    const known = state.candidates[arn];
    if (!known) return status === "Completed" && version > newestServed(state, facts);
    return known.stage === "approval-requested" && approval !== "PendingManualApproval";
  });
  return missed.toSorted((one, other) => one.version - other.version)[0] ?? null;
}

function forRetraining(state: State, facts: Facts, policy: ModelPolicy): readonly Question[] {
  const needed = Object.values(policy.retrain.parameters).some(
    (value) => typeof value !== "string" && value.from === "champion model data",
  );
  const champion = championOf(state, facts);
  return needed && champion ? [{ ask: "championPackage", arn: champion, ...containerOf(policy) }] : [];
}

/** The job that retrains, where its end can be asked for. */
function jobOf({ retraining }: State): readonly Question[] {
  if (!retraining?.job || retraining.job === "function") return [];
  const { job: kind, displayName: name, execution } = retraining;
  return kind === "state-machine" && execution === null
    ? []
    : [{ ask: "retrainingJob", kind, name, execution }];
}

function containerOf({ retrain: { modelContainer } }: ModelPolicy): { readonly container?: ModelContainer } {
  return modelContainer === undefined ? {} : { container: modelContainer };
}

function history(facts: Facts, policy: ModelPolicy): readonly Question[] {
  const heaviest = heaviestVariant(facts.endpoint?.variants ?? []);
  if (!heaviest || !isTried(policy)) return [];
  return [
    {
      ask: "championHistory",
      endpoint: served(policy).name,
      variant: heaviest.name,
      hours: historyHours,
      periodSeconds: Math.max(1, Math.round(policy.rollout.period / 1000)),
      latencyQuantile: slowQuantile,
      ...(policy.serving === "asynchronous" && {
        asynchronous: true,
        lookSeconds: policy.rollout.lookEvery / 1000,
      }),
      ...boundsOf(policy),
    },
    ...scaling(facts, policy),
  ];
}

/** What values are brought within, where outcomes are values. */
function boundsOf({ rollout }: ModelPolicy): {
  readonly bounds?: { readonly low: number; readonly high: number };
} {
  const [low, high] = rollout.outcomes.value?.bounds ?? [];
  return low === undefined || high === undefined ? {} : { bounds: { low, high } };
}

/** The newest version that serves or ever did; 0 when none is known. */
function newestServed(state: State, facts: Facts): number {
  return Math.max(state.newestServed, packageVersion(championOf(state, facts)) ?? 0);
}

function scaling({ endpoint }: Facts, policy: ModelPolicy): readonly Question[] {
  // Provisioned concurrency and copies of a component are scaled otherwise.
  if (triedOn(policy) === "endpoints" && policy.serving !== "asynchronous") return [];
  // Transform jobs are not scaled.
  if (triedOn(policy) === "jobs") return [];
  const variants = (endpoint?.variants ?? []).map(({ name }) => name);
  return variants.length === 0 ? [] : [{ ask: "scaling", endpoint: servedName(policy), variants }];
}

/** Whether what is decided on may take a scaled variant away: on two endpoints the promotion is the first that does. */
function mayTakeScalingOff({ rollout }: State): boolean {
  return rollout !== null && (rollout.scaling !== null || rollout.apart !== null);
}

/** Whether the challenger can be given the scaling now, and whether someone scaled what is to go. */
function scalingOnTheWay(state: State, facts: Facts, policy: ModelPolicy): readonly Question[] {
  const { rollout } = state;
  const settles =
    rollout?.scaling &&
    rollout.phase === "deploying" &&
    facts.endpoint?.status === "InService" &&
    facts.endpoint.config === rollout.trialConfig;
  return settles || mayBeScaledMeanwhile(state) ? scaling(facts, policy) : [];
}

function championOf(state: State, facts: Facts): string | null {
  if (state.endpoint || !facts.endpoint) return championPackage(state);
  return championPackage({ ...state, endpoint: { config: "", variants: facts.endpoint.variants } });
}
