import { decideOnPackage } from "../decider/candidate/decide.ts";
import { pathUnder } from "../decider/candidate/metric-path.ts";
import type { PendingEntries } from "../decider/entries/pending-entries.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { EntryOf, GateCheck } from "../vocabulary/entry.ts";
import type { CandidateFact } from "../vocabulary/fact.ts";

/** A version that was registered, and what the gate said of it. */
export interface ToldGate {
  readonly registered: EntryOf<"candidate-registered">;
  readonly judged: EntryOf<"candidate-accepted"> | EntryOf<"candidate-rejected">;
}

/** As the gate's checks say where there was no champion to compare with, and which rows were compared. */
const withoutChampion = "there is no champion package to compare with";
const sameRows = "on the same rows";
const noEvaluation = "There is no evaluation to check: ";

/**
 * The values that the checks of a policy's gate would need and that the ledger does not have: it keeps those alone that
 * were checked.
 */
export function unknownToGate({ judged }: ToldGate, { gate }: Pick<ModelPolicy, "gate">): readonly string[] {
  const { checks } = judged.data;
  if (checks.some(({ detail }) => detail.startsWith(noEvaluation))) return [];
  return gate.flatMap(({ metric, betterThanChampionBy }) => {
    const known = checks.find((check) => check.metric === metric);
    if (!known) return [metric];
    // What is not in the evaluation passes no check.
    if (known.candidate === null || betterThanChampionBy === undefined) return [];
    return known.champion !== null || known.detail.includes(withoutChampion)
      ? []
      : [`the champion's ${metric}`];
  });
}

/** Lets the version meet the policy's gate with the values that were checked. Its champion is the state's. */
export function decideOnGate(
  pending: PendingEntries,
  { registered, judged }: ToldGate,
  policy: ModelPolicy,
): void {
  const { package: arn, version, evaluationUri } = registered.data;
  decideOnPackage(
    pending,
    {
      kind: "model-package-changed",
      identity: String(registered.causedBy),
      at: registered.at,
      group: /:model-package\/([^/]+)\/\d+$/.exec(arn)?.[1] ?? "",
      version,
      arn,
      status: "Completed",
      approval: "PendingManualApproval",
      updatedFields: null,
      approvalDescription: null,
    },
    { candidate: evaluated(judged.data.checks, { version, evaluationUri }) },
    policy,
  );
}

/** A whole path stands for its steps, as in an evaluation whose keys hold dots. */
function evaluated(
  checks: readonly GateCheck[],
  { version, evaluationUri }: { readonly version: number; readonly evaluationUri: string | null },
): CandidateFact {
  const unread = checks.find(({ detail }) => detail.startsWith(noEvaluation));
  const own: Record<string, number> = {};
  const champions: Record<string, number> = {};
  for (const { metric, candidate, champion, detail } of checks) {
    if (candidate !== null) own[metric] = candidate;
    if (champion === null) continue;
    if (detail.includes(sameRows)) own[pathUnder("champion", metric)] = champion;
    else champions[metric] = champion;
  }
  const isAlone = checks.some(({ detail }) => detail.includes(withoutChampion));
  return {
    version,
    status: "Completed",
    approval: "PendingManualApproval",
    modelDataUrl: null,
    evaluationUri,
    evaluation: unread
      ? { ok: false, reason: unread.detail.slice(noEvaluation.length) }
      : { ok: true, json: own },
    championEvaluation: isAlone ? null : { ok: true, json: champions },
  };
}
