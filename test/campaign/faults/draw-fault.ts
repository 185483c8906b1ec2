import type { EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import type { Dice } from "./dice.ts";
import type { Call, Fault, FaultKind, Moment, PersonsCommand, PolicyChange } from "./fault.ts";

const minute = 60;
const hour = 60 * minute;

/** Until then faults begin, in seconds. */
export const troubledSeconds = 5 * hour;

/** What a moment may follow, and the last of its kind that is worth waiting for. */
const anchors: readonly [readonly [EntryKind, number], ...(readonly [EntryKind, number])[]] = [
  ["drift-confirmed", 1],
  ["retraining-requested", 2],
  ["candidate-registered", 2],
  ["approval-requested", 2],
  ["candidate-approved", 2],
  ["rollout-started", 2],
  ["rollout-looked", 4],
  ["weights-shifted", 4],
  ["weights-shifted", 4],
  ["rollout-promoted", 1],
  ["rollout-watched", 3],
  ["rollout-rolled-back", 2],
  ["rollout-held", 1],
  ["effect-done", 40],
];

function moment(dice: Dice): Moment {
  if (dice.percent(20)) return { at: dice.between(0, troubledSeconds) };
  const [after, last] = dice.oneOf(anchors);
  const plus = dice.percent(40) ? dice.between(0, 5) : dice.between(0, 12 * minute);
  return { after, nth: dice.between(1, last), plus };
}

const changing = [
  "CreateEndpointConfig",
  "CreateModel",
  "UpdateEndpoint",
  "UpdateEndpointWeightsAndCapacities",
  "UpdateModelPackage",
  "StartPipelineExecution",
  "Invoke",
  "Publish",
] as const satisfies readonly Call[];

/** How often a call happens in a run without faults, roughly. */
const often: Readonly<Partial<Record<Call, number>>> = {
  append: 60,
  "read-ledger": 120,
  "read-snapshot": 120,
  "keep-snapshot": 6,
  "read-fleet": 60,
  "keep-fleet": 2,
  DescribeEndpoint: 120,
  DescribeEndpointConfig: 120,
  DescribeModel: 120,
  DescribeModelPackage: 12,
  ListModelPackages: 60,
  DescribePipelineExecution: 6,
  GetObject: 4,
  GetMetricData: 8,
  PutEvents: 25,
  Publish: 6,
  Invoke: 2,
  CreateEndpointConfig: 3,
  CreateModel: 2,
  UpdateEndpoint: 4,
  UpdateEndpointWeightsAndCapacities: 4,
  UpdateModelPackage: 5,
  StartPipelineExecution: 2,
};

function nthCall(dice: Dice): { readonly of: Call; readonly nth: number } {
  const of = dice.percent(60) ? dice.oneOf([...changing, "append"]) : dice.oneOf(allCalls);
  return { of, nth: dice.between(1, often[of] ?? 1) };
}

// Every call has its frequency.
const allCalls = Object.keys(often) as [Call, ...Call[]];

function calls(dice: Dice): readonly Call[] | "all" {
  if (dice.percent(40)) return "all";
  return [dice.oneOf(allCalls), dice.oneOf(changing), dice.oneOf(["DescribeEndpoint", "append"])];
}

const policyChanges: readonly [PolicyChange, ...PolicyChange[]] = [
  "longer-ramp",
  "shorter-ramp",
  "short-deadline",
  "promote-at-deadline",
  "hold-at-deadline",
  "by-a-person",
  "automatically",
  "no-guards",
  "rare-looks",
];

const commands: Readonly<Record<PersonsCommand, number>> = {
  retrain: 1,
  promote: 2,
  "roll-back": 3,
  undo: 3,
  pause: 2,
  resume: 4,
  approve: 2,
  reject: 1,
};

/** Draws one fault of a kind. */
export function drawFault(kind: FaultKind, dice: Dice): Fault {
  const when = moment(dice);
  const lasting = (least: number, most: number) => ({ when, lasts: dice.between(least, most) });
  switch (kind) {
    case "stale-reads":
      return {
        kind,
        ...lasting(minute, 2 * hour),
        by: dice.between(1, 10),
        share: dice.between(2, 10) / 10,
        salt: dice.between(1, 1e6),
      };
    case "post-create-lag":
      return { kind, ...lasting(10 * minute, 2 * hour), by: dice.between(2, minute) };
    case "throttling":
      return { kind, ...lasting(20, 5 * minute), of: calls(dice) };
    case "server-errors":
      return { kind, ...lasting(20, 3 * minute), of: calls(dice) };
    case "slow-calls":
      return { kind, ...lasting(minute, 10 * minute), by: dice.between(5, 40) };
    case "access-denied":
      return {
        kind,
        ...lasting(minute, 12 * minute),
        of: [dice.oneOf(changing.slice(0, 6) as [Call, ...Call[]])],
      };
    case "resource-limit":
      return { kind, ...lasting(minute, 12 * minute) };
    case "outage":
      return { kind, ...lasting(10 * minute, 3 * hour) };
    case "registry-edit":
      return { kind, when, approval: dice.oneOf(["Approved", "Rejected", "PendingManualApproval"]) };
    case "sns-refuses":
      return { kind, ...lasting(minute, 30 * minute), how: dice.oneOf(["throttled", "denied", "down"]) };
    case "ambiguous-write":
      return { kind, ...nthCall(dice) };
    case "kill":
      return { kind, ...nthCall(dice), edge: dice.oneOf(["before", "after"]) };
    case "duplicates":
      return {
        kind,
        ...lasting(10 * minute, 2 * hour),
        copies: dice.between(1, 3),
        spread: dice.between(0, 10 * minute),
      };
    case "losses":
      return {
        kind,
        ...lasting(10 * minute, 4 * hour),
        of: dice.oneOf(["all", "SageMaker's", "SageMaker's"]),
        share: dice.between(2, 10) / 10,
        salt: dice.between(1, 1e6),
      };
    case "delays": {
      const by = dice.percent(10) ? dice.between(24 * hour, 72 * hour) : dice.between(minute, 2 * hour);
      return { kind, ...lasting(5 * minute, hour), by };
    }
    case "visibility-ends":
      return { kind, nth: dice.between(1, 40), after: dice.between(0, 3) };
    case "hand-deploys":
      return { kind, when, to: dice.oneOf(["own", "own", "first"]) };
    case "hand-deletes":
    case "upgrade":
    case "scaling":
    case "taken-back":
    case "guard-alarm":
      return { kind, when };
    case "person-undoes":
    case "person-uses":
    case "person-forbids":
      return { kind, when, which: dice.between(0, 7) };
    case "hand-shifts":
      return { kind, when, share: dice.oneOf([0, 10, 30, 50, 90]) };
    case "config-deleted":
      return { kind, when, which: dice.oneOf(["original", "original", "trial"]) };
    case "policy-changes":
      return { kind, when, to: dice.oneOf(policyChanges) };
    case "model-leaves":
      return { kind, when, lasts: dice.percent(40) ? null : dice.between(minute, 2 * hour) };
    case "execution-dies":
      return { kind, nth: dice.between(1, 2), steps: dice.between(0, 25) };
    case "command": {
      const name = dice.weighted(commands);
      // Nobody wants to undo what has not happened.
      const promoted = { after: "rollout-promoted", nth: 1, plus: dice.between(0, 40 * minute) } as const;
      return { kind, when: name === "undo" && dice.percent(80) ? promoted : when, name };
    }
  }
}
