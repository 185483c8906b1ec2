import { evidenceOf } from "@driftwheel/core/decider/rollout/evidence/referee.ts";
import { answersInWords } from "@driftwheel/core/decider/rollout/shadow/in-words.ts";
import { served } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Resources } from "@driftwheel/core/vocabulary/resources.ts";
import {
  type Candidate,
  heaviestVariant,
  type OpenAlert,
  packageVersion,
  type Rollout,
  type State,
} from "@driftwheel/core/vocabulary/state.ts";
import type { AlertsOfModel, ModelState, ModelStatus, ModelSummary, OpenApproval } from "../schemas/model.ts";
import type { PageLinks } from "../schemas/page.ts";
import type { RunningRollout } from "../schemas/rollout.ts";
import { freshDataView } from "./fresh-data.ts";
import { isUnwatched, monitoringView } from "./monitoring.ts";

/** A model in one line. */
export function modelSummary(
  state: State,
  policy: ModelPolicy,
  approvals: readonly OpenApproval[],
): ModelSummary {
  return {
    model: state.model,
    endpoint: served(policy).name,
    packageGroup: policy.packageGroup,
    sequence: state.sequence,
    status: statusOf(state, approvals),
    championVersion: packageVersion(servingVariant(state)?.package ?? null),
    openAlerts: Object.keys(state.alerts).length,
    openApprovals: approvals.length,
    monitoring: monitoringView(state),
  };
}

/** A model's state in the terms of the API, which stay when the fold's own change. */
export function modelView(
  state: State,
  policy: ModelPolicy,
  approvals: readonly OpenApproval[],
  links: PageLinks,
): ModelState {
  const champion = servingVariant(state);
  const { retraining } = state;
  return {
    model: state.model,
    endpoint: served(policy).name,
    packageGroup: policy.packageGroup,
    sequence: state.sequence,
    status: statusOf(state, approvals),
    champion: champion
      ? { variant: champion.variant, version: packageVersion(champion.package), package: champion.package }
      : null,
    drift: driftOf(state),
    monitoring: monitoringView(state),
    retraining: retraining
      ? {
          sequence: retraining.sequence,
          displayName: retraining.displayName,
          requestedAt: retraining.requestedAt,
          deadline: retraining.deadline,
          execution: retraining.execution,
        }
      : null,
    freshData: freshDataView(state),
    candidates: Object.values(state.candidates)
      .toSorted((one, other) => other.version - one.version)
      .map(candidateOf),
    rollout: state.rollout ? rolloutOf(state.rollout) : null,
    paused: state.paused,
    held: state.held,
    alerts: openAlerts(state),
    approvals: [...approvals],
    links,
  };
}

/** What people may want to look at of a model. */
export function modelResources(state: State, { endpoint }: ModelPolicy): Resources {
  const { retraining, rollout } = state;
  const shown = rollout?.challenger.package ?? servingVariant(state)?.package;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(retraining?.execution ? { execution: retraining.execution } : {}),
    ...(shown ? { package: shown } : {}),
  };
}

/** In a trial the champion is who served before it, whatever the weights are by now; in a bake it is the winner. */
function servingVariant({
  endpoint,
  rollout,
}: State): { readonly variant: string; readonly package: string | null } | null {
  if (rollout && !rollout.bake) return rollout.champion;
  const heaviest = heaviestVariant(endpoint?.variants ?? []);
  return heaviest ? { variant: heaviest.name, package: heaviest.package } : null;
}

function statusOf(state: State, approvals: readonly OpenApproval[]): ModelStatus {
  if (state.held) return "held";
  if (state.paused) return "paused";
  if (state.rollout) return "on-trial";
  if (state.retraining) return "retraining";
  if (approvals.length > 0) return "awaiting-approval";
  if (state.drift.confirmed) return "drifted";
  return isUnwatched(state) ? "unwatched" : "steady";
}

function driftOf({ drift }: State): ModelState["drift"] {
  const { confirmed } = drift;
  return {
    confirmed: confirmed
      ? {
          sequence: confirmed.sequence,
          at: confirmed.at,
          since: confirmed.since,
          features: confirmed.features.map((feature) => ({ ...feature })),
          more: confirmed.more ?? 0,
        }
      : null,
    remedyUnderWay: drift.remedyUnderWay,
    skipped: drift.skipped,
    schedules: Object.values(drift.windows).flatMap((windows) => {
      const last = windows.at(-1);
      return last
        ? [
            {
              schedule: last.schedule,
              source: last.source,
              windows: windows.length,
              lastEnd: last.end,
              lastEffect: last.effect,
            },
          ]
        : [];
    }),
  };
}

function candidateOf({ version, package: arn, stage, sequence, approvalDeadline }: Candidate) {
  return { version, package: arn, stage, sequence, approvalDeadline };
}

/** Alerts of a model that are not over. */
export function alertsView(state: State): AlertsOfModel {
  return { model: state.model, sequence: state.sequence, alerts: openAlerts(state) };
}

/** The oldest first. */
function openAlerts({ alerts }: State): ModelState["alerts"] {
  return Object.entries(alerts)
    .map(([key, alert]) => alertOf(key, alert))
    .toSorted((one, other) => one.sequence - other.sequence);
}

function alertOf(key: string, alert: OpenAlert): ModelState["alerts"][number] {
  const { sequence, about, aboutKind, severity, at, subject, acknowledgedBy, escalated } = alert;
  return { key, sequence, about, aboutKind, severity, at, subject, acknowledgedBy, escalated };
}

function rolloutOf(rollout: Rollout): RunningRollout {
  const { champion, challenger, totals } = rollout;
  return {
    rollout: rollout.rollout,
    sequence: rollout.sequence,
    phase: rollout.phase,
    startedAt: rollout.startedAt,
    deadline: rollout.deadline,
    weight: rollout.weight,
    looks: rollout.looks,
    shadow: rollout.shadow?.answers ? answersInWords(rollout.shadow.answers) : null,
    champion: {
      version: packageVersion(champion.package),
      package: champion.package,
      variant: champion.variant,
      ...totals.champion,
    },
    challenger: {
      version: challenger.version,
      package: challenger.package,
      variant: challenger.variant,
      ...totals.challenger,
    },
    evidence: evidenceOf(rollout.referee, rollout.history),
    ...(rollout.others.length > 0 ? { others: rollout.others.map(otherOf) } : {}),
  };
}

function otherOf({
  challenger: { version, package: arn, variant },
  totals,
  referee,
  history,
}: Rollout["others"][number]): NonNullable<RunningRollout["others"]>[number] {
  return {
    champion: { ...totals.champion },
    challenger: { version, package: arn, variant, ...totals.challenger },
    evidence: evidenceOf(referee, history),
  };
}
