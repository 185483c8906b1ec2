import type { ModelState, RunningRollout } from "../api/api-types.ts";
import { counted, figure } from "../words/numbers.ts";
import { onTrialWords, versionWords } from "../words/packages.ts";
import { fromNow } from "../words/times.ts";

/**
 * How a model stands, in one sentence.
 *
 * @param now milliseconds since 1970
 */
export function modelSentence(model: ModelState, now: number): string {
  const serves = servesWords(model);
  switch (model.status) {
    case "held":
      return `Held ${fromNow(model.held?.since ?? "", now)}: ${sentence(model.held?.reason ?? "the endpoint was changed by someone else")} Nothing is touched until someone resumes.`;
    case "paused":
      return model.paused
        ? `Paused by ${model.paused.by} ${fromNow(model.paused.since, now)}: ${sentence(model.paused.reason)} No retraining and no rollout begins until someone resumes.`
        : "Paused.";
    case "on-trial":
      return model.rollout ? rolloutWords(model.rollout) : `A challenger is on trial. ${serves}`;
    case "retraining":
      return `${model.retraining ? `Being retrained, which was asked for ${fromNow(model.retraining.requestedAt, now)}` : "Being retrained"}${model.drift.confirmed ? `, because ${driftWords(model)} drifted` : ""}. ${serves}`;
    case "awaiting-approval": {
      const [first] = model.approvals;
      return first
        ? `Version ${first.version} passed its gate and waits for a person${first.deadline ? `; the time ends ${fromNow(first.deadline, now)}` : ""}. ${serves}`
        : `A candidate waits for a person. ${serves}`;
    }
    case "drifted":
      return `${upperFirst(driftWords(model))} drifted, and no retraining is under way${model.drift.skipped ? ` (${model.drift.skipped})` : ""}. ${serves}`;
    case "unwatched": {
      const blind = model.monitoring.find((one) => one.blind?.told)?.blind;
      return `Not watched${blind ? `, first noticed ${fromNow(blind.since, now)}: ${sentence(blind.words)}` : "."} ${serves}`;
    }
    case "steady":
      return `${serves} ${watchedWords(model, now)}`;
  }
}

function servesWords({ champion }: ModelState): string {
  return champion
    ? `${upperFirst(versionWords(champion.version))} serves.`
    : "The endpoint was not looked at yet.";
}

function watchedWords({ monitoring }: ModelState, now: number): string {
  const judged = monitoring.flatMap(({ lastJudged }) => (lastJudged ? [lastJudged] : []));
  const last = judged.toSorted((one, other) => one.end.localeCompare(other.end)).at(-1);
  if (!last) return "No window has been judged yet.";
  const rows = last.rows === null ? "" : ` of ${figure(last.rows, "rows")}`;
  return `Nothing points to drift; the last window${rows} ended ${fromNow(last.end, now)}.`;
}

function rolloutWords(rollout: RunningRollout): string {
  const { phase, champion, challenger, others = [], weight, looks, shadow } = rollout;
  if (others.length > 0) return severalWords(rollout);
  const version = upperFirst(versionWords(challenger.version));
  const before = versionWords(champion.version);
  switch (phase) {
    case "deploying":
    case "preparing":
      return `${version} is being put beside ${before} for its trial.`;
    case "shadowing":
      return `${version} is a shadow of ${before}: it gets copies of the requests and answers nobody, after ${counted(looks, "look")}${shadow === null ? "" : `; ${shadow}`}.`;
    case "promoting":
      return `${version} has won its trial and takes over from ${before}.`;
    case "baking":
      return `${version} was promoted and is still watched; ${before} can come back at once.`;
    case "rolling-back":
      return `${version} is taken back; ${before} serves on.`;
    case "held":
      return `The trial of ${versionWords(challenger.version)} against ${before} is held until someone resumes.`;
    default:
      return `${version} is on trial against ${before} with ${figure(weight, "percent")} of the traffic, after ${counted(looks, "look")}.`;
  }
}

/** Of several challengers, which are tried at once. */
function severalWords(rollout: RunningRollout): string {
  const { phase, champion, weight, looks } = rollout;
  const versions = onTrialWords(rollout);
  const before = versionWords(champion.version);
  switch (phase) {
    case "deploying":
    case "preparing":
      return `${upperFirst(versions)} are being put beside ${before} for their trial.`;
    case "rolling-back":
      return `${upperFirst(versions)} are taken back; ${before} serves on.`;
    case "held":
      return `The trial of ${versions} against ${before} is held until someone resumes.`;
    default:
      return `${upperFirst(versions)} are on trial against ${before} with ${figure(weight, "percent")} of the traffic each, after ${counted(looks, "look")}.`;
  }
}

function driftWords({ drift }: ModelState): string {
  const names = drift.confirmed?.features.slice(0, 3).map(({ feature }) => feature) ?? [];
  const more = (drift.confirmed?.features.length ?? 0) - names.length + (drift.confirmed?.more ?? 0);
  if (names.length === 0) return "the data";
  return more > 0 ? `${names.join(", ")} and ${more} more` : listed(names);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
