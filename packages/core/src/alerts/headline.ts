import { inDollars } from "../costs/money.ts";
import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { FreshDataTrouble } from "../vocabulary/fresh-data.ts";
import { deployedInWords } from "../vocabulary/trial/deployed-name.ts";
import { listed } from "../words/listed.ts";
import { problemInWords, subjectInWords } from "../words/monitored-subject.ts";
import { valueInWords } from "../words/value.ts";
import { versionsInWords } from "../words/versions.ts";

/** A subject has room for so many, and for how many more there are. */
const mostNames = 3;

/** What happened, in a few words and without a full stop. */
export function headline(entry: Entry): string {
  switch (entry.kind) {
    case "drift-confirmed": {
      const names = entry.data.features.map(({ feature }) => feature);
      return `drift confirmed in ${listed(names, mostNames, entry.data.more) || "its inputs"}`;
    }
    case "drift-cleared":
      return "drift is over";
    case "monitoring-lost":
      return `${subjectInWords(entry.data.subject)} is not watched: ${problemInWords(entry.data.problem.reason)}`;
    case "monitoring-restored":
      return `${subjectInWords(entry.data.subject)} is watched again`;
    case "fresh-data-lost":
      return `${troubleInWords[entry.data.trouble]} (${entry.data.source})`;
    case "fresh-data-restored":
      return `${entry.data.source}: ${troubleOver[entry.data.trouble]}`;
    case "batch-job-finished":
      return `transform job ${entry.data.job} ended well`;
    case "batch-job-failed":
      return `transform job ${entry.data.job} failed`;
    case "batch-jobs-missed":
      return `no transform job of ${entry.data.jobs} ran in time`;
    case "batch-jobs-returned":
      return `transform job ${entry.data.job} ended well again`;
    case "retraining-requested":
      return "retraining asked for";
    case "retraining-started":
      return "retraining started";
    case "retraining-interrupted":
      return "spot capacity of the retraining was taken back";
    case "retraining-succeeded":
      return "retraining succeeded";
    case "retraining-failed":
      return "retraining failed";
    case "retraining-skipped":
      return `no retraining: ${valueInWords(entry.data.reason)}`;
    case "cost-recorded":
      return `${entry.data.what} cost ${entry.data.unknown.length > 0 ? "at least " : ""}${inDollars(entry.data.micros)}`;
    case "upkeep-recorded":
      return `${entry.data.month} cost ${entry.data.unknown.length > 0 ? "at least " : ""}${inDollars(entry.data.micros)} to run and to watch`;
    case "budget-threshold-reached":
      return `${inDollars(entry.data.spent)} of ${inDollars(entry.data.budget)} for retraining are spent`;
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
      return entry.data.undoes
        ? `undo: version ${entry.data.challenger.version} comes back`
        : entry.data.guardrails
          ? `version ${entry.data.challenger.version} is deployed by SageMaker's guardrails`
          : entry.data.paired
            ? `version ${entry.data.challenger.version} goes on trial in transform jobs`
            : trialInWords(entry);
    case "rollout-looked":
      return `look ${entry.data.look}: ${valueInWords(entry.data.decision)}`;
    case "challenger-dropped":
      return `version ${entry.data.challenger.version} ${entry.data.ended === "superseded" ? "gave way to another" : "dropped, others go on"}`;
    case "shadow-looked":
      return `shadow, look ${entry.data.look}: ${valueInWords(entry.data.decision)}`;
    case "paired-run-started":
      return `run ${entry.data.run}: the input of ${entry.data.of} is transformed as well`;
    case "paired-looked":
      return `runs, look ${entry.data.look}: ${valueInWords(entry.data.decision)}`;
    case "shadow-passed":
      return `version ${entry.data.challenger.version} was a shadow, and takes ${entry.data.weight}%`;
    case "challenger-prepared":
      return `challenger is prepared for ${entry.data.to}%`;
    case "weights-shifted":
      return `challenger's share ${entry.data.from}% -> ${entry.data.to}%`;
    case "rollout-promoted":
      return entry.data.undoes
        ? `promotion undone, version ${entry.data.challenger.version} serves again`
        : `version ${entry.data.challenger.version} promoted`;
    case "rollout-watched":
      return `bake, look ${entry.data.look}: ${valueInWords(entry.data.decision)}`;
    case "rollout-baked":
      return `version ${entry.data.challenger.version} stays, its bake is over`;
    case "rollout-rolled-back":
      return entry.data.undoes
        ? `undo failed, version ${entry.data.challenger.version} did not come back`
        : `${versionsInWords([entry.data.challenger, ...(entry.data.others ?? [])])} rolled back`;
    case "rollout-held":
      return "rollout held, a person is needed";
    case "endpoint-changed-outside":
      return `endpoint ${entry.data.endpoint} was changed by someone else`;
    case "paused":
      return `paused by ${entry.data.by}`;
    case "resumed":
      return `resumed by ${entry.data.by}`;
    case "rollout-restarted":
      return `rollout ${entry.data.rollout} goes on under its next execution`;
    case "effect-failed":
      return `${entry.data.effect} was refused`;
    case "effect-postponed":
      return `${entry.data.effect} was refused for now`;
    case "effect-dropped":
      return `${entry.data.effect} is no longer wanted`;
    case "effect-done":
      return `${entry.data.effect} is done`;
    case "command-accepted":
      return `${entry.data.by} asked to ${valueInWords(entry.data.command.name)}`;
    case "command-refused":
      return `${entry.data.by} may not ${valueInWords(entry.data.command.name)} now`;
    case "alert-raised":
    case "alert-escalated":
    case "alert-resolved":
      return entry.data.subject;
    case "signal-observed":
      return `${entry.data.signal} observed`;
  }
}

function trialInWords({
  data: { challenger, others = [], apart, weight },
}: EntryOf<"rollout-started">): string {
  const versions = versionsInWords([challenger, ...others]);
  if (others.length > 0) return `${versions} go on trial at ${weight}% each`;
  return `${versions} goes on trial ${apart ? `on ${deployedInWords(apart.endpoint)}` : `at ${weight}%`}`;
}

const troubleInWords = {
  stopped: "no new data come",
  unreadable: "new data cannot be read",
  "store-unusable": "the feature group cannot be used",
  "job-failed": "Data Wrangler's job failed",
} as const satisfies Readonly<Record<FreshDataTrouble, string>>;

const troubleOver = {
  stopped: "new data come again",
  unreadable: "new data can be read again",
  "store-unusable": "the feature group can be used again",
  "job-failed": "Data Wrangler's job ended well",
} as const satisfies Readonly<Record<FreshDataTrouble, string>>;
