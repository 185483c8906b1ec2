import type { Entry } from "../../vocabulary/entry.ts";
import type { Severity } from "../../vocabulary/severity.ts";

/** What a test alert says it is about, where others name the kind of an entry. */
export const testAlert = "test";

/** What an alert is about: a condition that lasts and has an end, or a happening that is told once. */
export interface Subject {
  /** The same for everything told of one condition; a happening's own. */
  readonly key: string;
  readonly lasts: boolean;
}

/** What an alert about this entry would be about. */
export function subjectOf(entry: Entry): Subject {
  const condition = conditionOf(entry);
  return condition === null
    ? { key: happeningKey(entry.model, entry.kind, entry.sequence), lasts: false }
    : { key: `${entry.model}/${condition}`, lasts: true };
}

/** True for an alert of something that has no end, by what stands in its entry. */
export function isHappening(model: string, told: { key: string; about: number; aboutKind: string }): boolean {
  return told.aboutKind === testAlert || told.key === happeningKey(model, told.aboutKind, told.about);
}

/** The keys of the conditions that are over with this entry, whether or not anyone was told of them. */
export function endedBy(entry: Entry): readonly string[] {
  return ended(entry).map((condition) => `${entry.model}/${condition}`);
}

/** Each severity has its own: receivers that group by the key must show every one of them. */
export function testKey(model: string, command: number, severity: Severity): string {
  return `${happeningKey(model, testAlert, command)}/${severity}`;
}

function happeningKey(model: string, kind: string, sequence: number): string {
  return `${model}/${kind}/${sequence}`;
}

function conditionOf(entry: Entry): string | null {
  switch (entry.kind) {
    case "drift-confirmed":
      return "drift";
    case "monitoring-lost":
      return monitoring(entry.data.subject, entry.data.problem.reason);
    case "fresh-data-lost":
      return freshData(entry.data.trouble);
    case "batch-jobs-missed":
      return "batch-jobs";
    case "retraining-failed":
      return entry.data.registeredNothing ? "registration" : "retraining";
    // Both say that the endpoint waits for a person, and the first leads to the second.
    case "rollout-held":
    case "endpoint-changed-outside":
      return "endpoint";
    case "approval-requested":
      return entry.data.from === "person" ? approval(entry.data.version) : null;
    case "effect-failed":
    case "effect-postponed":
      return refusal(entry.data.effect);
    case "paused":
      return "pause";
    default:
      return null;
  }
}

function ended(entry: Entry): readonly string[] {
  switch (entry.kind) {
    // Without drift nothing is left to retrain for.
    case "drift-cleared":
      return ["drift", "retraining", "registration"];
    case "monitoring-restored":
      return [monitoring(entry.data.subject, entry.data.reason)];
    case "fresh-data-restored":
      return [freshData(entry.data.trouble)];
    case "batch-jobs-returned":
      return ["batch-jobs"];
    case "retraining-succeeded":
      return ["retraining"];
    case "candidate-registered":
      return ["registration"];
    // A held trial goes on or ends with this, and with nothing else.
    case "resumed":
      return ["endpoint", "pause"];
    case "candidate-approved":
    case "approval-rejected":
      return [approval(entry.data.version)];
    // A refused effect is not asked for again; the next of its kind that is done shows that the way is free.
    case "effect-done":
      return [refusal(entry.data.effect)];
    default:
      return [];
  }
}

function approval(version: number): string {
  return `approval/${version}`;
}

function monitoring(subject: string, reason: string): string {
  return `monitoring/${subject}/${reason}`;
}

function freshData(trouble: string): string {
  return `fresh-data/${trouble}`;
}

function refusal(effect: string): string {
  return `refused/${effect}`;
}
