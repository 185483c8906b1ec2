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
  return [...notebookGrants(scope, idle)];
}

/** That it may be acted on: everything that is stopped, changed or deleted has this tag. */
function tagged({ actTag }: IdlePolicy): Pick<Statement, "condition"> {
  return { condition: { StringEquals: { [`aws:ResourceTag/${actTag.key}`]: actTag.value } } };
}

function notebookGrants(scope: Scope, idle: IdlePolicy): readonly Statement[] {
  const { notebooks } = idle;
  if (!notebooks) return [];
  const instances = [arnOf(scope, "sagemaker", "notebook-instance/*")];
  return [
    allow(["sagemaker:ListNotebookInstances"], ["*"]),
    allow(["sagemaker:ListTags"], instances),
    ...(notebooks.busy ? [allow(["cloudwatch:GetMetricData"], ["*"])] : []),
    ...(notebooks.act === "stop"
      ? [
          allow(["sagemaker:DescribeNotebookInstance"], instances),
          { ...allow(["sagemaker:StopNotebookInstance"], instances), ...tagged(idle) },
          // An undo is a person's word, whatever became of the tag.
          allow(["sagemaker:StartNotebookInstance"], instances),
        ]
      : []),
  ];
}
