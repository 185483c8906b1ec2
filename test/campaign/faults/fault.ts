import type { CommandName } from "@driftwheel/core/vocabulary/command.ts";
import type { EntryKind } from "@driftwheel/core/vocabulary/entry.ts";

/** When a fault begins: seconds after the run's start, or after the n-th entry of a kind was appended. */
export type Moment =
  | { readonly at: number }
  | { readonly after: EntryKind; readonly nth: number; readonly plus: number };

/** A call of a process: an operation of an AWS service, or of the ledger's store. */
export type Call =
  | "DescribeEndpoint"
  | "DescribeEndpointConfig"
  | "CreateEndpointConfig"
  | "DescribeModel"
  | "CreateModel"
  | "UpdateEndpoint"
  | "UpdateEndpointWeightsAndCapacities"
  | "DescribeModelPackage"
  | "ListModelPackages"
  | "UpdateModelPackage"
  | "DescribeScalableTargets"
  | "DescribeScalingActivities"
  | "DescribeScalingPolicies"
  | "DescribeScheduledActions"
  | "RegisterScalableTarget"
  | "PutScalingPolicy"
  | "PutScheduledAction"
  | "DeregisterScalableTarget"
  | "DescribeAlarms"
  | "StartPipelineExecution"
  | "DescribePipelineExecution"
  | "ListPipelineExecutionSteps"
  | "CreateTrainingJob"
  | "DescribeTrainingJob"
  | "StopTrainingJob"
  | "CreateHyperParameterTuningJob"
  | "DescribeHyperParameterTuningJob"
  | "ListTrainingJobsForHyperParameterTuningJob"
  | "StopHyperParameterTuningJob"
  | "CreateAutoMLJobV2"
  | "DescribeAutoMLJobV2"
  | "ListCandidatesForAutoMLJob"
  | "StopAutoMLJob"
  | "StartExecution"
  | "DescribeExecution"
  | "CreateModelPackage"
  | "PutObject"
  | "ListObjectsV2"
  | "DescribeFeatureGroup"
  | "ListProcessingJobs"
  | "GetObject"
  | "GetMetricData"
  | "PutEvents"
  | "Publish"
  | "Invoke"
  | "ListNotebookInstances"
  | "DescribeNotebookInstance"
  | "StopNotebookInstance"
  | "StartNotebookInstance"
  | "ListEndpoints"
  | "CreateEndpoint"
  | "DeleteEndpoint"
  | "ListDomains"
  | "ListUserProfiles"
  | "ListSpaces"
  | "DescribeDomain"
  | "UpdateDomain"
  | "ListApps"
  | "DescribeApp"
  | "DeleteApp"
  | "CreateApp"
  | "ListEndpointConfigs"
  | "ListModels"
  | "DeleteEndpointConfig"
  | "DeleteModel"
  | "ListTags"
  | "read-idle"
  | "append-idle"
  | "read-ledger"
  | "append"
  | "read-snapshot"
  | "keep-snapshot"
  | "read-fleet"
  | "keep-fleet";

/** A stretch of time in which something is wrong; `lasts` is in seconds. */
interface Stretch {
  readonly when: Moment;
  readonly lasts: number;
}

/** What goes wrong in a run: plain data, drawn before it begins. Seconds everywhere. */
export type Fault =
  /** Readings are as old as this, each with a probability of `share`; `salt` makes one stretch unlike another. */
  | ({
      readonly kind: "stale-reads";
      readonly by: number;
      readonly share: number;
      readonly salt: number;
    } & Stretch)
  /** What was just created is not found for so long. */
  | ({ readonly kind: "post-create-lag"; readonly by: number } & Stretch)
  | ({ readonly kind: "throttling"; readonly of: readonly Call[] | "all" } & Stretch)
  | ({ readonly kind: "server-errors"; readonly of: readonly Call[] | "all" } & Stretch)
  /** Every call takes up to so much longer. */
  | ({ readonly kind: "slow-calls"; readonly by: number } & Stretch)
  /** The role may not do it yet. */
  | ({ readonly kind: "access-denied"; readonly of: readonly Call[] } & Stretch)
  | ({ readonly kind: "resource-limit" } & Stretch)
  /** No service answers with anything but an error, for minutes or hours. */
  | ({ readonly kind: "outage" } & Stretch)
  /** A person edits the newest version's approval in the registry itself. */
  | {
      readonly kind: "registry-edit";
      readonly when: Moment;
      readonly approval: "Approved" | "Rejected" | "PendingManualApproval";
    }
  | ({ readonly kind: "sns-refuses"; readonly how: "throttled" | "denied" | "down" } & Stretch)
  /** The n-th such call is made, and its caller is told of a timeout. */
  | { readonly kind: "ambiguous-write"; readonly of: Call; readonly nth: number }
  /** The process of the n-th such call is gone, without an exception, before or after the call. */
  | { readonly kind: "kill"; readonly of: Call; readonly nth: number; readonly edge: "before" | "after" }
  | ({ readonly kind: "duplicates"; readonly copies: number; readonly spread: number } & Stretch)
  /** Events never arrive. */
  | ({
      readonly kind: "losses";
      readonly of: "all" | "SageMaker's";
      readonly share: number;
      readonly salt: number;
    } & Stretch)
  | ({ readonly kind: "delays"; readonly by: number } & Stretch)
  /** The n-th message is delivered again while its handler still runs. */
  | { readonly kind: "visibility-ends"; readonly nth: number; readonly after: number }
  /** A person gives the endpoint a config of his own, or the one that it began with. */
  | { readonly kind: "hand-deploys"; readonly when: Moment; readonly to: "own" | "first" }
  /** A person divides the traffic of the variants anew. */
  | { readonly kind: "hand-shifts"; readonly when: Moment; readonly share: number }
  /** A person deletes the endpoint, for good. */
  | { readonly kind: "hand-deletes"; readonly when: Moment }
  | { readonly kind: "config-deleted"; readonly when: Moment; readonly which: "original" | "trial" }
  | { readonly kind: "policy-changes"; readonly when: Moment; readonly to: PolicyChange }
  /** The model is no longer in the fleet; null: for good. */
  | { readonly kind: "model-leaves"; readonly when: Moment; readonly lasts: number | null }
  /** Snapshots are of another fold, as after an upgrade. */
  | { readonly kind: "upgrade"; readonly when: Moment }
  /** Autoscaling changes a variant's instances, and the endpoint is Updating for a moment. */
  | { readonly kind: "scaling"; readonly when: Moment }
  /** SageMaker takes the n-th update of the config back on its own. */
  | { readonly kind: "taken-back"; readonly when: Moment }
  /** The n-th execution of a rollout dies after so many steps. */
  | { readonly kind: "execution-dies"; readonly nth: number; readonly steps: number }
  | { readonly kind: "command"; readonly when: Moment; readonly name: PersonsCommand }
  /** A person uses something that stands idle, of the account's resources by their number, and starts it for that. */
  | { readonly kind: "person-uses"; readonly when: Moment; readonly which: number }
  /** A person gives such a resource the tag by which it is never found. */
  | { readonly kind: "person-forbids"; readonly when: Moment; readonly which: number }
  /** A person takes back what was stopped. */
  | { readonly kind: "person-undoes"; readonly when: Moment; readonly which: number }
  /** An alarm that the policy names as a guard. */
  | { readonly kind: "guard-alarm"; readonly when: Moment };

export type FaultKind = Fault["kind"];

export type PersonsCommand = Extract<
  CommandName,
  "retrain" | "promote" | "roll-back" | "undo" | "pause" | "resume" | "approve" | "reject"
>;

/** What a team changes in its policy while everything runs. */
export type PolicyChange =
  | "longer-ramp"
  | "shorter-ramp"
  | "short-deadline"
  | "promote-at-deadline"
  | "hold-at-deadline"
  | "by-a-person"
  | "automatically"
  | "no-guards"
  | "rare-looks"
  | "pipeline-retrains";
