import type { ModelPolicy } from "../../policy/policy.ts";
import { isTried } from "../../policy/serving/serving.ts";
import { type GateCheck, thePolicy } from "../../vocabulary/entry.ts";
import type { CandidateFact, EndpointFact, Facts } from "../../vocabulary/fact.ts";
import type { ModelPackageChanged } from "../../vocabulary/signal.ts";
import {
  type Candidate,
  championPackage,
  heaviestVariant,
  packageVersion,
  type State,
} from "../../vocabulary/state.ts";
import { valueInWords } from "../../words/value.ts";
import { adoptEndpoint } from "../endpoint/adopt-endpoint.ts";
import { deployYourself, fitnessCheck, unfitForTrial } from "../endpoint/fitness.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { endByRegistration } from "../retraining/job-end.ts";
import { takeOut } from "../rollout/challengers/drop.ts";
import { startNextRollout } from "../rollout/start.ts";
import { checkGate } from "./gate.ts";

/** A model package version: new ones meet the gate, known ones may have been approved or rejected. */
export function decideOnPackage(
  pending: PendingEntries,
  signal: ModelPackageChanged,
  facts: Facts,
  policy: ModelPolicy,
): void {
  adoptEndpoint(pending, facts);
  const known = pending.state.candidates[signal.arn];
  const observe = (because: string) => pending.write("signal-observed", because, { signal: signal.kind });
  const old = known ? null : whyNoCandidate(pending.state, signal.version, facts);
  if (old !== null) {
    observe(old);
    return;
  }
  if (signal.status !== "Completed") {
    observe(`Version ${signal.version} is ${signal.status}; only a completed package can be a candidate.`);
    return;
  }
  // The event may be late or early; the registry itself says what holds now.
  const approval = facts.candidate?.approval ?? signal.approval;
  if (!known) {
    if (!facts.candidate) {
      observe(`Version ${signal.version} is no longer in the registry.`);
      return;
    }
    registerCandidate(pending, signal, facts.candidate, facts.endpoint, policy);
  }
  const candidate = pending.state.candidates[signal.arn];
  const changed =
    candidate !== undefined &&
    !awaitsRegistry(pending.state, candidate, approval) &&
    decideOnApproval(pending, signal, candidate, approval, facts, policy);
  if (known && !changed)
    observe(
      `Version ${signal.version} is ${valueInWords(known.stage)}; the registry says ${approval ?? "nothing about approval"}.`,
    );
}

/** What serves, or ever did, is no candidate, and nothing that is older; null for a version that may be one. */
function whyNoCandidate(state: State, version: number, { endpoint }: Facts): string | null {
  // An endpoint that is busy at its first sight is not adopted yet, and shows its champion all the same.
  const serving = state.endpoint
    ? championPackage(state)
    : heaviestVariant(endpoint?.variants ?? [])?.package;
  const champion = packageVersion(serving ?? null) ?? 0;
  if (version === champion) return `Version ${version} is the champion.`;
  if (version < champion) return `Version ${version} is older than the champion, version ${champion}.`;
  return version <= state.newestServed
    ? `Version ${version} is no newer than version ${state.newestServed}, which served before.`
    : null;
}

function registerCandidate(
  pending: PendingEntries,
  signal: ModelPackageChanged,
  fact: CandidateFact,
  endpoint: EndpointFact | undefined,
  policy: ModelPolicy,
): void {
  const reference = { package: signal.arn, version: signal.version };
  const registered = pending.write(
    "candidate-registered",
    `Version ${signal.version} of ${signal.group} was registered${fact.evaluationUri ? ` with ${fact.evaluationUri}` : " without an evaluation"}.`,
    { ...reference, evaluationUri: fact.evaluationUri },
  );
  endByRegistration(pending, signal.version);
  const unfit = isTried(policy) ? unfitForTrial(endpoint, policy) : null;
  const checks = [...checkGate(policy.gate, fact), ...(unfit === null ? [] : [fitnessCheck(unfit)])];
  if (checks.some(({ passed }) => !passed)) {
    pending.write(
      "candidate-rejected",
      `The gate is not passed. ${inWords(checks)}`,
      { ...reference, checks },
      registered.sequence,
    );
    return;
  }
  const accepted = pending.write(
    "candidate-accepted",
    `The gate is passed. ${inWords(checks)}`,
    { ...reference, checks },
    registered.sequence,
  );
  if (fact.approval === "Approved") return; // whoever approved it decided already
  const person = policy.approve === "automatically" ? null : policy.approve;
  const deadline = person ? new Date(pending.now.getTime() + person.within).toISOString() : null;
  pending.write(
    "approval-requested",
    person
      ? `The policy wants a person's approval of version ${signal.version} until ${deadline}, and ${person.atDeadline}s it when nobody decided by then. ${inWords(checks)}`
      : `The policy approves what passes the gate: version ${signal.version}. ${inWords(checks)}`,
    { ...reference, from: person ? "person" : "automatic", deadline },
    accepted.sequence,
  );
}

/** True when the approval changed something. */
function decideOnApproval(
  pending: PendingEntries,
  signal: ModelPackageChanged,
  candidate: Candidate,
  approval: string | null,
  facts: Facts,
  policy: ModelPolicy,
): boolean {
  const reference = { package: candidate.package, version: candidate.version };
  if (approval === "Approved" && approvable(candidate, signal)) {
    const by =
      candidate.stage === "rejected" || candidate.stage === "approval-rejected"
        ? "a person, against an earlier rejection"
        : policy.approve === "automatically" && candidate.stage === "approval-requested"
          ? thePolicy
          : "a person";
    const approved = pending.write(
      "candidate-approved",
      `Version ${candidate.version} was approved by ${by}${by === thePolicy ? "." : reasonGiven(signal)}${deployYourself(policy)}`,
      { ...reference, by, route: by === thePolicy ? "policy" : "registry" },
      candidate.sequence,
    );
    startNextRollout(pending, facts, policy, approved.sequence);
    return true;
  }
  if (approval !== "Rejected") return false;
  if (candidate.stage === "approval-requested" || candidate.stage === "approved") {
    pending.write(
      "approval-rejected",
      `Version ${candidate.version} was rejected in the registry${reasonGiven(signal)}`,
      { ...reference, by: "a person", route: "registry" },
    );
    return true;
  }
  return (
    candidate.stage === "on-trial" &&
    takeOut(
      pending,
      policy,
      candidate.version,
      `Version ${candidate.version} was rejected in the registry during its trial.`,
      undefined,
    )
  );
}

/**
 * True while the registry has not taken the ledger's later word on the version: until then it still says the word
 * before, and events of that are on their way.
 */
function awaitsRegistry(
  { outbox }: State,
  { package: arn, stage }: Candidate,
  approval: string | null,
): boolean {
  if (stage !== "approved" && stage !== "on-trial" && stage !== "approval-rejected") return false;
  return outbox.some(
    ({ effect }) => effect.kind === "set-approval" && effect.package === arn && effect.approval !== approval,
  );
}

/**
 * An `Approved` counts when it is news. A package that the gate rejected needs an event that says the
 * approval itself was edited: SageMaker repeats "Approved" on every other edit of an approved package.
 */
function approvable(candidate: Candidate, signal: ModelPackageChanged): boolean {
  switch (candidate.stage) {
    case "registered":
    case "accepted":
    case "approval-requested":
      return true;
    case "rejected":
    case "approval-rejected":
      return (
        signal.approval === "Approved" && (signal.updatedFields?.includes("ModelApprovalStatus") ?? false)
      );
    case "approved":
    case "on-trial":
    case "promoted":
    case "rolled-back":
    case "superseded":
      return false;
  }
}

/** What whoever edited the approval wrote beside it. */
function reasonGiven({ approvalDescription }: ModelPackageChanged): string {
  return approvalDescription ? `: ${approvalDescription}` : ".";
}

function inWords(checks: readonly GateCheck[]): string {
  return checks.map(({ metric, condition, detail }) => `${metric} (${condition}): ${detail}`).join(" ");
}
