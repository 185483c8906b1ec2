import { servedInWords } from "../policy/batch/served.ts";
import { packageGroupInWords } from "../policy/package-group.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import { retrainerOf } from "../policy/retrain/retrainer-of.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { freshDataAdvice } from "./fresh-data-advice.ts";
import { monitoringAdvice } from "./monitoring-advice.ts";

/** What a person should do about it, in whole sentences. */
export function advice(entry: Entry, policy: ModelPolicy): string {
  switch (entry.kind) {
    case "retraining-failed":
      if (entry.data.registeredNothing) {
        return `See that ${retrainerInWords(policy)} registers its model in the package group ${packageGroupInWords(policy.packageGroup)}, and that no condition in it kept the version back. Drift alone starts no other run; when it is mended: driftwheel retrain ${entry.model} --because "..."`;
      }
      return `${whereItFailed(policy)} Driftwheel tries again after the cooldown if the drift stays.`;
    case "monitoring-lost":
      return monitoringAdvice(entry.data, policy);
    case "fresh-data-lost":
      return freshDataAdvice(entry.data.trouble, policy);
    case "batch-job-failed":
      return "Read the job's log in /aws/sagemaker/TransformJobs; mend its input or its model, and start it again. Driftwheel starts no job of yours.";
    case "batch-jobs-missed":
      return "Look at what starts the jobs: a schedule that is switched off, a pipeline that fails before them, a limit.";
    case "candidate-rejected":
      return "Look at the checks. If the version is right all the same, approve its model package by hand; if the gate is wrong, change the policy.";
    case "approval-requested":
      return entry.data.from === "person"
        ? `Approve or reject version ${entry.data.version}${entry.data.deadline ? ` before ${entry.data.deadline}` : ""}: by a link, by the driftwheel command, or in the model package group ${packageGroupInWords(policy.packageGroup)} of the registry.${afterDeadline(policy)}`
        : "Nothing; this is for your information.";
    case "rollout-rolled-back":
      return "Nothing at once: the old champion serves again. Read the looks before you train the next version.";
    case "drift-confirmed":
      return "Nothing yet: Driftwheel retrains if cooldown and budget allow. Look at the features if you did not expect them to move.";
    case "paused":
      return `When Driftwheel shall go on: driftwheel resume ${entry.model} --because "..."`;
    case "rollout-held":
    case "endpoint-changed-outside":
      return `Look at the ${policy.batch ? `route ${policy.route?.parameter}` : servedInWords(policy)}. When it is as you want it: driftwheel resume ${entry.model} --because "..."`;
    case "retraining-interrupted":
      return entry.data.next
        ? "Nothing: it goes on from its checkpoint, on capacity that is not taken back."
        : "Nothing: it goes on from its checkpoint when there is capacity again. The policy's retrain.with.onDemandAfter says when it shall not wait for that any more.";
    case "retraining-skipped":
      return "Nothing, unless you want it sooner: change the policy's cooldown or budget, or resume the model.";
    case "budget-threshold-reached":
      return "Nothing, unless you want more retrainings: raise retrain.budget.perMonth, or see with driftwheel costs what they cost and brought.";
    case "effect-postponed":
      return `Nothing yet: it is tried again until ${entry.data.until}. Look at the permission or the limit that the service names above.`;
    case "effect-failed":
      return "Read the service's answer above; it is mostly a missing permission or a name that does not exist.";
    default:
      return "Nothing; this is for your information.";
  }
}

function retrainerInWords({ retrain }: ModelPolicy): string {
  const retrainer = retrainerOf(retrain);
  switch (retrainer.kind) {
    case "pipeline":
      return `the pipeline ${retrainer.pipeline}`;
    case "training-job":
      return "the training job";
    case "tuning-job":
      return "the tuning job";
    case "automl-job":
      return "the AutoML job";
    case "state-machine":
      return `the state machine ${retrainer.stateMachine.split(":").at(-1)}`;
    case "function":
      return `the function ${retrainer.function}`;
  }
}

function whereItFailed(policy: ModelPolicy): string {
  const what = retrainerInWords(policy);
  const { kind } = retrainerOf(policy.retrain);
  if (kind === "pipeline" || kind === "state-machine")
    return `Open the execution in ${what} and read its failed step.`;
  return `Read the log of ${what}.`;
}

function afterDeadline({ approve }: ModelPolicy): string {
  if (approve === "automatically") return "";
  return ` Without an answer it is ${approve.atDeadline === "approve" ? "approved" : "rejected"}.`;
}
