import { eventOf } from "../../vocabulary/alert-event.ts";
import type { Effect, SetApproval } from "../../vocabulary/effect.ts";
import { type Entry, type EntryOf, thePolicy, type VersionReference } from "../../vocabulary/entry.ts";
import type { StoppableJob } from "../../vocabulary/retraining-job.ts";
import { isTargetModel } from "../../vocabulary/trial/deployed-name.ts";
import type { GuardedDeployment } from "../../vocabulary/trial/guarded-deployment.ts";
import { createEndpoint, deleteGone, setRoute } from "../apart/effects.ts";
import { divisionAt } from "../rollout/challengers/division.ts";
import { createTransformJob, setModelRoute, stopTransformJobs } from "../rollout/paired/effects.ts";
import { preparing, scalingEffects } from "../scaling/effects.ts";
import { named } from "./name.ts";

/** What must be done outside because of an entry, in this order. Pure: the same entry, the same effects. */
export function effects(entry: Entry): readonly Effect[] {
  return [...acts(entry), ...announcement(entry)];
}

/**
 * Alerts are announced as well, so that webhooks can carry them. None of this goes round in a circle: an announcement
 * leads to `effect-done`, which is not announced, or to `effect-failed`, which is not when announcing is what failed.
 */
function announcement(entry: Entry): readonly Effect[] {
  // A subscriber could act on neither, and announcing `effect-done` would announce itself for ever.
  if (entry.kind === "signal-observed" || entry.kind === "effect-done") return [];
  if (
    (entry.kind === "effect-failed" || entry.kind === "effect-postponed") &&
    entry.data.effect === "publish-entry"
  )
    return [];
  return [{ kind: "publish-entry", ...named(entry, "publish-entry"), entry }];
}

function acts(entry: Entry): readonly Effect[] {
  switch (entry.kind) {
    case "retraining-requested":
      return [startOf(entry)];
    case "retraining-interrupted": {
      const { next, stop } = entry.data;
      if (!next) return [];
      return [
        ...(stop === undefined ? [] : [stopTraining(entry, { kind: "training-job", name: stop })]),
        { kind: "start-retraining", ...named(entry, "start-retraining"), job: next },
      ];
    }
    case "retraining-failed":
      return entry.data.stop ? [stopTraining(entry, entry.data.stop)] : [];
    case "retraining-succeeded":
      return entry.data.register
        ? [{ kind: "register-package", ...named(entry, "register-package"), plan: entry.data.register }]
        : [];
    case "candidate-rejected":
      return [setApproval(entry, entry.data, "Rejected")];
    case "approval-requested":
      return entry.data.from === "automatic" ? [setApproval(entry, entry.data, "Approved")] : [];
    case "candidate-approved":
      return saidInRegistry(entry) ? [] : [setApproval(entry, entry.data, "Approved")];
    case "approval-rejected":
      return saidInRegistry(entry) ? [] : [setApproval(entry, entry.data, "Rejected")];
    case "rollout-started":
      return [
        startRollout(entry, entry.data.rollout, entry.data.executionName),
        // In transform jobs nothing is deployed before there is an input.
        ...(entry.data.paired ? [] : [deployment(entry)]),
      ];
    case "paired-run-started":
      return [createTransformJob(entry)];
    case "paired-looked":
      return stopTransformJobs(entry);
    case "shadow-passed":
      return [deployTrial(entry)];
    case "challenger-dropped":
      return droppedMarks(entry);
    case "challenger-prepared":
      return preparing(entry);
    case "weights-shifted":
      return weightChange(entry);
    case "rollout-held": {
      const { putBack } = entry.data;
      return putBack ? scalingEffects(entry, putBack, [putBack.scaling]) : [];
    }
    case "rollout-promoted":
      return [...promotedMarks(entry), ...deleteGone(entry), ...stopTransformJobs(entry)];
    case "rollout-rolled-back":
      return [...rolledBackMarks(entry), ...deleteGone(entry), ...stopTransformJobs(entry)];
    case "rollout-restarted":
      return [startRollout(entry, entry.data.rollout, entry.data.executionName)];
    case "resumed":
      return entry.data.rollout
        ? [startRollout(entry, entry.data.rollout.rollout, entry.data.rollout.executionName)]
        : [];
    case "alert-raised":
    case "alert-resolved":
    case "alert-escalated":
      return [sendAlert(entry)];
    case "signal-observed":
    case "drift-confirmed":
    case "drift-cleared":
    case "monitoring-lost":
    case "monitoring-restored":
    case "fresh-data-lost":
    case "fresh-data-restored":
    case "batch-job-finished":
    case "batch-job-failed":
    case "batch-jobs-missed":
    case "batch-jobs-returned":
    case "retraining-started":
    case "retraining-skipped":
    case "cost-recorded":
    case "upkeep-recorded":
    case "budget-threshold-reached":
    case "candidate-registered":
    case "candidate-accepted":
    case "rollout-looked":
    case "rollout-watched":
    case "rollout-baked":
    case "shadow-looked":
    case "endpoint-changed-outside":
    case "paused":
    case "command-accepted":
    case "command-refused":
    case "effect-done":
    case "effect-failed":
    case "effect-postponed":
    case "effect-dropped":
      return [];
  }
}

function startOf(entry: EntryOf<"retraining-requested">): Effect {
  const { job, pipeline = "", displayName, parameters, experiment } = entry.data;
  return job
    ? { kind: "start-retraining", ...named(entry, "start-retraining"), job }
    : {
        kind: "start-pipeline",
        ...named(entry, "start-pipeline"),
        ...{ pipeline, displayName, parameters },
        ...(experiment === undefined ? {} : { experiment }),
      };
}

function stopTraining(entry: Entry, job: StoppableJob): Effect {
  return { kind: "stop-training", ...named(entry, "stop-training"), job };
}

/** What the registry said first, or was asked for when the policy asked for the approval, it need not be told. */
function saidInRegistry({ data }: EntryOf<"candidate-approved" | "approval-rejected">): boolean {
  return data.route === "registry" || (data.route === "policy" && data.by === thePolicy);
}

function setApproval(
  entry: Entry,
  { package: arn }: Pick<VersionReference, "package">,
  approval: SetApproval["approval"],
  which = "",
): Effect {
  return {
    kind: "set-approval",
    ...named(entry, `set-approval${which}`),
    package: arn,
    approval,
    description: entry.because.slice(0, 1024),
  };
}

function sendAlert(
  entry: EntryOf<"alert-raised"> | EntryOf<"alert-resolved"> | EntryOf<"alert-escalated">,
): Effect {
  const { severity, key, subject, body, links, about, resources } = entry.data;
  return {
    kind: "send-alert",
    ...named(entry, "send-alert"),
    severity,
    event: eventOf(entry.kind),
    at: entry.at,
    because: entry.because,
    ...{ key, subject, body, links },
    ...(resources ? { resources, about } : {}),
    attributes: {
      model: entry.model,
      severity,
      kind: entry.kind === "alert-raised" ? entry.data.aboutKind : entry.kind,
      entry: `${entry.model}/${about}`,
    },
  };
}

function startRollout(entry: Entry, rollout: string, executionName: string): Effect {
  return { kind: "start-rollout", ...named(entry, "start-rollout"), rollout, executionName };
}

function deployment(entry: EntryOf<"rollout-started">): Effect {
  const { guardrails, apart } = entry.data;
  if (apart) return createEndpoint(entry, apart);
  return guardrails ? deployGuarded(entry, guardrails) : deployTrial(entry);
}

function deployGuarded(entry: EntryOf<"rollout-started">, guardrails: GuardedDeployment): Effect {
  const { endpoint, expected, fromConfig, config, challenger } = entry.data;
  const { model, package: arn, variant } = challenger;
  return {
    kind: "deploy-guarded",
    ...named(entry, "deploy-guarded"),
    ...{ endpoint, expected, fromConfig, config, variant },
    challengerModel: model,
    challengerPackage: arn,
    deployment: guardrails,
  };
}

function deployTrial(entry: EntryOf<"rollout-started"> | EntryOf<"shadow-passed">): Effect {
  const { data } = entry;
  const others = "others" in data ? (data.others ?? []) : [];
  return {
    kind: "deploy-trial",
    ...named(entry, "deploy-trial"),
    endpoint: data.endpoint,
    expected: data.expected,
    fromConfig: data.fromConfig,
    config: data.config,
    challengerModel: data.challenger.model,
    challengerPackage: data.challenger.package,
    championVariant: data.champion.variant,
    challengerVariant: data.challenger.variant,
    championWeight:
      divisionAt({ ...data, others: others.map((challenger) => ({ challenger })), dropped: [] }, data.weight)[
        data.champion.variant
      ] ?? 0,
    challengerWeight: data.weight,
    ...(others.length > 0 ? { others } : {}),
    ...("shadow" in data && data.shadow ? { shadowShare: data.shadow.share } : {}),
  };
}

function weightChange(entry: EntryOf<"weights-shifted">): readonly Effect[] {
  const { endpoint, expected, weights, next } = entry.data;
  const on = { endpoint, expected };
  const { route, modelRoute } = entry.data;
  if (modelRoute) return [setModelRoute(entry, on, modelRoute)];
  const shift: Effect = route
    ? setRoute(entry, on, route)
    : { kind: "shift-weights", ...named(entry, "shift-weights"), ...on, weights };
  // Of a multi-model endpoint nothing but the route says which artifact answers.
  if (next === null || next.deploy === "warm" || isTargetModel(endpoint)) return [shift];
  const scaling = entry.data.scaling ?? [];
  if (next.deploy === "return") return [shift, ...scalingEffects(entry, on, scaling)];
  if (next.deploy === "winner") {
    const { fromConfig, config, variant } = next;
    return [
      ...(route ? [shift] : []),
      ...scalingEffects(entry, on, scaling),
      { kind: "deploy-winner", ...named(entry, "deploy-winner"), ...on, fromConfig, config, variant },
    ];
  }
  // A variant that serves alone has no weight to lose.
  const divided = Object.keys(weights).length > 1;
  // Weights change in about a minute, configs in several: harm is taken off the traffic first.
  const back = [...expected.configs, next.config, ...(next.anew ? [next.anew.config] : [])];
  const there = { endpoint, expected: { configs: back, weights: null } };
  return [
    ...(divided ? [shift] : []),
    ...scalingEffects(
      entry,
      on,
      scaling.filter((change) => change.scaling === null),
    ),
    {
      kind: "restore-config",
      ...named(entry, "restore-config"),
      ...on,
      config: next.config,
      anew: next.anew,
    },
    ...scalingEffects(
      entry,
      there,
      scaling.filter((change) => change.scaling !== null),
    ),
  ];
}

function promotedMarks(entry: EntryOf<"rollout-promoted">): readonly Effect[] {
  const { challenger, champion, undoes } = entry.data;
  const serving = mark(entry, challenger.package, "Production", "Serving");
  if (!champion.package) return [serving];
  return undoes
    ? [serving, ...rolledBack(entry, champion.package)]
    : [serving, mark(entry, champion.package, "Archived", "Replaced")];
}

/**
 * Whoever deploys a group's newest approved version must not find one that was taken off the traffic, so it is approved
 * no more. A person who starts its rollout again approves it by that.
 */
function rolledBack(entry: Entry, modelPackage: string, which = ""): readonly Effect[] {
  return [
    mark(entry, modelPackage, "Archived", "RolledBack", which),
    setApproval(entry, { package: modelPackage }, "Rejected", which),
  ];
}

/** Whoever deploys a group's newest approved version must not find one that gave way to another, either. */
function droppedMarks(entry: EntryOf<"challenger-dropped">): readonly Effect[] {
  const { challenger, ended } = entry.data;
  if (ended === "rolled-back") return rolledBack(entry, challenger.package);
  return [
    mark(entry, challenger.package, "Archived", "Superseded"),
    setApproval(entry, challenger, "Rejected"),
  ];
}

/** A former champion that did not come back is what it was, archived; one that comes back from a bake serves again. */
function rolledBackMarks(entry: EntryOf<"rollout-rolled-back">): readonly Effect[] {
  const { challenger, others = [], champion, undoes, takesBack } = entry.data;
  if (undoes) return [];
  return [
    ...rolledBack(entry, challenger.package),
    ...others.flatMap((other) => rolledBack(entry, other.package, `-version-${other.version}`)),
    ...(takesBack !== undefined && champion.package
      ? [mark(entry, champion.package, "Production", "Serving")]
      : []),
  ];
}

/** @param which tells apart several of one entry */
function mark(entry: Entry, modelPackage: string, stage: string, stageStatus: string, which = ""): Effect {
  return {
    kind: "mark-package",
    ...named(entry, `mark-${stage.toLowerCase()}${which}`),
    package: modelPackage,
    stage,
    stageStatus,
    description: entry.because.slice(0, 1024),
  };
}
