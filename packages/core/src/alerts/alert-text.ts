import type { Entry } from "../ledger/entry.ts";
import type { ModelPolicy } from "../policy/policy.ts";

/** SNS takes fewer than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 99;

/** What a person is told about an entry: a subject they understand, and what happened, why, and what to do. */
export function alertText(
  entry: Entry,
  policy: ModelPolicy,
): { readonly subject: string; readonly body: string } {
  const happened = headline(entry);
  const lines = [
    `What happened: ${happened}.`,
    `Why: ${entry.because}`,
    `What to do: ${advice(entry, policy)}`,
    "",
    `Model ${entry.model}, endpoint ${policy.endpoint}, entry ${entry.sequence} (${entry.kind}) at ${entry.at}.`,
    `The whole story: driftwheel explain ${entry.model} ${entry.sequence}`,
  ];
  return { subject: `${entry.model}: ${happened}`.slice(0, longestSubject), body: lines.join("\n") };
}

function headline(entry: Entry): string {
  switch (entry.kind) {
    case "drift-confirmed":
      return `drift confirmed in ${entry.data.features.map((feature) => feature.feature).join(", ") || "its inputs"}`;
    case "drift-cleared":
      return "drift is over";
    case "retraining-requested":
      return "retraining asked for";
    case "retraining-started":
      return "retraining started";
    case "retraining-succeeded":
      return "retraining succeeded";
    case "retraining-failed":
      return "retraining failed";
    case "retraining-skipped":
      return `no retraining: ${entry.data.reason}`;
    case "candidate-registered":
      return `version ${entry.data.version} registered`;
    case "candidate-accepted":
      return `version ${entry.data.version} passed the gate`;
    case "candidate-rejected":
      return `version ${entry.data.version} failed the gate`;
    case "approval-requested":
      return entry.data.from === "person"
        ? `version ${entry.data.version} waits for your approval`
        : `version ${entry.data.version} is being approved`;
    case "candidate-approved":
      return `version ${entry.data.version} approved`;
    case "approval-rejected":
      return `version ${entry.data.version} was not approved`;
    case "rollout-started":
      return `version ${entry.data.challenger.version} goes on trial at ${entry.data.weight}%`;
    case "rollout-looked":
      return `look ${entry.data.look}: ${entry.data.decision}`;
    case "weights-shifted":
      return `challenger's share ${entry.data.from}% -> ${entry.data.to}%`;
    case "rollout-promoted":
      return `version ${entry.data.challenger.version} promoted`;
    case "rollout-rolled-back":
      return `version ${entry.data.challenger.version} rolled back`;
    case "rollout-held":
      return "rollout held, a person is needed";
    case "endpoint-changed-outside":
      return `endpoint ${entry.data.endpoint} was changed by someone else`;
    case "paused":
      return `paused by ${entry.data.by}`;
    case "resumed":
      return `resumed by ${entry.data.by}`;
    case "effect-failed":
      return `${entry.data.effect} was refused`;
    case "effect-done":
      return `${entry.data.effect} is done`;
    case "command-accepted":
      return `${entry.data.by} asked to ${entry.data.command.name}`;
    case "command-refused":
      return `${entry.data.by} may not ${entry.data.command.name} now`;
    case "alert-raised":
    case "alert-escalated":
    case "alert-resolved":
      return entry.data.subject;
    case "signal-observed":
      return `${entry.data.signal} observed`;
  }
}

function advice(entry: Entry, policy: ModelPolicy): string {
  switch (entry.kind) {
    case "retraining-failed":
      return `Open the execution in the pipeline ${policy.retrain.pipeline} and read its failed step. Driftwheel tries again after the cooldown if the drift stays.`;
    case "candidate-rejected":
      return "Look at the checks above. If the version is right all the same, approve its model package by hand; if the gate is wrong, change the policy.";
    case "approval-requested":
      return entry.data.from === "person"
        ? `Approve or reject ${entry.data.package} in the model registry${entry.data.deadline ? ` before ${entry.data.deadline}` : ""}.`
        : "Nothing; this is for your information.";
    case "rollout-rolled-back":
      return "Nothing at once: the old champion serves again. Read the looks before you train the next version.";
    case "rollout-held":
    case "endpoint-changed-outside":
      return `Look at the endpoint ${policy.endpoint}. When it is as you want it: driftwheel resume ${entry.model} --because "..."`;
    case "retraining-skipped":
      return "Nothing, unless you want it sooner: change the policy's cooldown or budget, or resume the model.";
    case "effect-failed":
      return "Read the service's answer above; it is mostly a missing permission or a name that does not exist.";
    default:
      return "Nothing; this is for your information.";
  }
}
