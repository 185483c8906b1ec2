import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";
import { arnOf, type Scope } from "../scope.ts";
import { allow } from "./grants.ts";
import type { Statement } from "./statement.ts";

/**
 * Reads what the fleet's `idle` names, and acts where it says so: only on what has the tag that allows it, as far as IAM
 * knows tags. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function idleGrants(scope: Scope): readonly Statement[] {
  const { idle } = scope.fleet;
  if (!idle) return [];
  return [
    ...notebookGrants(scope, idle),
    ...studioGrants(scope, idle),
    ...deployedGrants(scope, idle),
    ...leftoverGrants(scope, idle),
    ...(idle.experiments
      ? [read("ListExperiments", "ListTrials", "ListTrialComponents"), tagsOf(scope, "experiment")]
      : []),
  ];
}

/** Lists are of the whole account. */
function read(...operations: readonly string[]): Statement {
  return allow(
    operations.map((operation) => `sagemaker:${operation}`),
    ["*"],
  );
}

function all(scope: Scope, ...kinds: readonly string[]): readonly string[] {
  return kinds.map((kind) => arnOf(scope, "sagemaker", kind.includes("/") ? `${kind}*` : `${kind}/*`));
}

function tagsOf(scope: Scope, ...kinds: readonly string[]): Statement {
  return allow(["sagemaker:ListTags"], all(scope, ...kinds));
}

/** What is stopped, changed or deleted has the tag that allows it. */
function onTagged(
  { actTag }: IdlePolicy,
  actions: readonly string[],
  resources: readonly string[],
): Statement {
  return {
    ...allow(actions, resources),
    condition: { StringEquals: { [`aws:ResourceTag/${actTag.key}`]: actTag.value } },
  };
}

/** What is made again is given the tag that allows it. */
function withTag(
  { actTag }: IdlePolicy,
  actions: readonly string[],
  resources: readonly string[],
): Statement {
  return {
    ...allow(actions, resources),
    condition: { StringEquals: { [`aws:RequestTag/${actTag.key}`]: actTag.value } },
  };
}

function notebookGrants(scope: Scope, idle: IdlePolicy): readonly Statement[] {
  const { notebooks } = idle;
  if (!notebooks) return [];
  const instances = all(scope, "notebook-instance");
  return [
    read("ListNotebookInstances"),
    tagsOf(scope, "notebook-instance"),
    ...(notebooks.busy ? [readMetrics] : []),
    ...(notebooks.act === "stop"
      ? [
          allow(["sagemaker:DescribeNotebookInstance"], instances),
          onTagged(idle, ["sagemaker:StopNotebookInstance"], instances),
          // An undo is a person's word, whatever became of the tag.
          allow(["sagemaker:StartNotebookInstance"], instances),
        ]
      : []),
  ];
}

const readMetrics = allow(["cloudwatch:GetMetricData"], ["*"]);

function studioGrants(scope: Scope, idle: IdlePolicy): readonly Statement[] {
  const { studio } = idle;
  if (!studio) return [];
  return [
    read("ListDomains", "ListUserProfiles", "ListSpaces", "ListApps"),
    allow(["sagemaker:DescribeDomain"], all(scope, "domain")),
    allow(["sagemaker:DescribeUserProfile"], all(scope, "user-profile")),
    allow(["sagemaker:DescribeSpace"], all(scope, "space")),
    tagsOf(scope, "domain", "user-profile", "space", "app"),
    ...(studio.apps ? [readMetrics] : []),
    ...(studio.apps?.act === "stop"
      ? [
          allow(["sagemaker:DescribeApp"], all(scope, "app")),
          onTagged(idle, ["sagemaker:DeleteApp"], all(scope, "app")),
          // It is made again with the tags that it had, among them the one by which it was deleted.
          withTag(idle, ["sagemaker:AddTags", "sagemaker:CreateApp"], all(scope, "app")),
        ]
      : []),
    ...(studio.act === "set"
      ? [
          onTagged(idle, ["sagemaker:UpdateDomain"], all(scope, "domain")),
          onTagged(idle, ["sagemaker:UpdateUserProfile"], all(scope, "user-profile")),
          onTagged(idle, ["sagemaker:UpdateSpace"], all(scope, "space")),
        ]
      : []),
  ];
}

function deployedGrants(scope: Scope, idle: IdlePolicy): readonly Statement[] {
  const { endpoints, leftovers } = idle;
  if (!endpoints && !leftovers) return [];
  return [
    read("ListEndpoints"),
    allow(["sagemaker:DescribeEndpoint"], all(scope, "endpoint")),
    allow(["sagemaker:DescribeEndpointConfig"], all(scope, "endpoint-config")),
    tagsOf(scope, "endpoint"),
    ...(endpoints ? [readMetrics] : []),
    ...(endpoints?.act === "delete"
      ? [
          onTagged(idle, ["sagemaker:DeleteEndpoint"], all(scope, "endpoint")),
          // It is made again with the tags that it had, among them the one by which it was deleted.
          withTag(idle, ["sagemaker:AddTags", "sagemaker:CreateEndpoint"], all(scope, "endpoint")),
          allow(["sagemaker:CreateEndpoint"], all(scope, "endpoint-config")),
        ]
      : []),
  ];
}

function leftoverGrants(scope: Scope, idle: IdlePolicy): readonly Statement[] {
  const { leftovers } = idle;
  if (!leftovers) return [];
  // Of models that have left the fleet, too: whatever Driftwheel made begins so, and a condition limits it to the tag.
  const ownConfigs = all(scope, "endpoint-config/driftwheel-");
  const ownModels = all(scope, "model/driftwheel-");
  return [
    read("ListEndpointConfigs", "ListInferenceComponents", "ListModels"),
    allow(["sagemaker:DescribeInferenceComponent"], all(scope, "inference-component")),
    allow(["sagemaker:ListTags"], [...ownConfigs, ...ownModels]),
    ...(leftovers.act === "delete"
      ? [
          allow(["sagemaker:DescribeModel"], all(scope, "model")),
          onTagged(idle, ["sagemaker:DeleteModel"], ownModels),
          onTagged(idle, ["sagemaker:DeleteEndpointConfig"], ownConfigs),
        ]
      : []),
  ];
}
