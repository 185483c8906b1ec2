import type { Entry, EntryOf, GateCheck } from "../vocabulary/entry.ts";
import { linkOfArn } from "../words/console/console-links.ts";
import type { ConsolePlace } from "../words/console/console-place.ts";
import { RunDraft } from "./run-draft.ts";

/** The run of a retraining: what was asked for and why, what it trained, and what the gate said of it. */
export function beginRetraining(
  entry: EntryOf<"retraining-requested">,
  drift: EntryOf<"drift-confirmed"> | undefined,
): RunDraft {
  const { data } = entry;
  const draft = new RunDraft(entry, `retraining/${entry.sequence}`, data.displayName);
  draft.tells(entry);
  draft.param("retrained by", data.job?.kind ?? "pipeline");
  if (data.pipeline !== undefined) draft.param("pipeline", data.pipeline);
  if (data.cost !== null) draft.param("estimated cost", String(data.cost));
  draft.param("deadline", data.deadline);
  for (const [name, value] of Object.entries(data.parameters)) draft.param(`parameters.${name}`, value);
  draft.verdict("requested", entry);
  if (drift) describeDrift(draft, drift);
  return draft;
}

function describeDrift(draft: RunDraft, drift: EntryOf<"drift-confirmed">): void {
  const { features, more = 0, since, windows, window, cusum, line } = drift.data;
  draft.param("drift.since", since);
  draft.param("drift.features", features.map(({ feature }) => feature).join(","));
  draft.param("drift.more features", String(more));
  draft.metric("drift.windows", windows, 0, drift);
  draft.metric("drift.cusum", cusum, 0, drift);
  draft.metric("drift.line", line, 0, drift);
  for (const { feature, distance, threshold } of features) {
    draft.metric(`drift.distance.${feature}`, distance, 0, drift);
    draft.metric(`drift.allowed.${feature}`, threshold, 0, drift);
  }
  draft.tag("driftwheel.drift", `driftwheel explain ${drift.model} ${drift.sequence}`);
  if (window.report !== null) draft.tag("driftwheel.drift.report", window.report);
}

/** What became of it outside. */
export function tellExecution(
  draft: RunDraft,
  entry: Extract<
    Entry,
    {
      readonly kind:
        | "retraining-started"
        | "retraining-interrupted"
        | "retraining-succeeded"
        | "retraining-failed";
    }
  >,
  place: ConsolePlace | null,
): void {
  draft.tells(entry);
  const { execution } = entry.data;
  if (execution !== null) {
    draft.tag("driftwheel.execution", execution);
    tagLink(draft, "driftwheel.execution.url", execution, place);
  }
  switch (entry.kind) {
    case "retraining-started":
      draft.tag("driftwheel.execution.status", "running");
      return;
    case "retraining-interrupted":
      draft.tag("driftwheel.execution.status", "interrupted");
      draft.metric("interruptions", entry.data.interruptions, entry.data.interruptions, entry);
      return;
    case "retraining-succeeded":
      draft.tag("driftwheel.execution.status", "succeeded");
      draft.metric("seconds trained", entry.data.seconds?.trained, 0, entry);
      draft.metric("seconds paid for", entry.data.seconds?.billed, 0, entry);
      draft.end("FINISHED", entry);
      return;
    case "retraining-failed":
      draft.tag("driftwheel.execution.status", "failed");
      draft.verdict("failed", entry);
      draft.end("FAILED", entry);
  }
}

/** What it trained, and what the gate and people said of it. */
export function tellCandidate(draft: RunDraft, entry: CandidateEntry, place: ConsolePlace | null): void {
  draft.tells(entry);
  const { data } = entry;
  draft.tag("driftwheel.package", data.package);
  draft.tag("driftwheel.version", String(data.version));
  tagLink(draft, "driftwheel.package.url", data.package, place);
  switch (entry.kind) {
    case "candidate-registered":
      if (entry.data.evaluationUri !== null) draft.tag("driftwheel.evaluation", entry.data.evaluationUri);
      return;
    case "candidate-accepted":
      draft.verdict("accepted", entry);
      tellChecks(draft, entry, entry.data.checks);
      return;
    case "candidate-rejected":
      draft.verdict("rejected", entry);
      tellChecks(draft, entry, entry.data.checks);
      return;
    case "approval-requested":
      draft.tag(
        "driftwheel.approval",
        `asked for, of ${entry.data.from === "person" ? "a person" : "the policy"}`,
      );
      return;
    case "candidate-approved":
      draft.tag("driftwheel.approval", `approved by ${entry.data.by}`);
      return;
    case "approval-rejected":
      draft.tag("driftwheel.approval", `rejected by ${entry.data.by}`);
  }
}

/** The entries that a version has before its trial. */
export type CandidateEntry = Extract<
  Entry,
  {
    readonly kind:
      | "candidate-registered"
      | "candidate-accepted"
      | "candidate-rejected"
      | "approval-requested"
      | "candidate-approved"
      | "approval-rejected";
  }
>;

function tellChecks(draft: RunDraft, entry: Entry, checks: readonly GateCheck[]): void {
  for (const { metric, candidate, champion } of checks) {
    draft.metric(`gate.${metric}`, candidate, 0, entry);
    draft.metric(`gate.${metric}.champion`, champion, 0, entry);
  }
  draft.metric("gate.passed", checks.filter(({ passed }) => passed).length, 0, entry);
  draft.metric("gate.failed", checks.filter(({ passed }) => !passed).length, 0, entry);
}

/** The page of what an ARN names, where one is known. */
export function tagLink(draft: RunDraft, tag: string, arn: string, place: ConsolePlace | null): void {
  const link = place && linkOfArn(arn, place);
  if (link) draft.tag(tag, link.url);
}
