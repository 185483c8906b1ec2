import type { PendingEntries } from "../decider/entries/pending-entries.ts";
import { readiness, requestRetraining } from "../decider/retraining/decide.ts";
import { endRolledBack } from "../decider/rollout/end.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { Facts } from "../vocabulary/fact.ts";
import type { State } from "../vocabulary/state.ts";
import type { DecidedAnew } from "./replay.ts";
import { isConclusion, type ToldDecision } from "./told-decisions.ts";
import { decideOnGate, unknownToGate } from "./told-gate.ts";
import { decideOnToldLook } from "./told-rollout.ts";
import { decideOnWindow, isCutByFloor, toldWindow } from "./told-window.ts";
import { type Course, wouldBeginAnyway, writeTold } from "./write-told.ts";

/** What a decision of the ledger becomes under the policy. */
interface Base {
  /** What was decided again; null where it was taken over. */
  readonly anew: keyof DecidedAnew | null;
  /** Why nothing can be said from here on, if so. */
  readonly unknown?: string;
  /** It is on a window that may have said more than its floor let it. */
  readonly isCut?: boolean;
}

/** What a decision is taken again by. */
interface Again {
  /** The replay's own state before it. */
  readonly before: State;
  readonly policy: ModelPolicy;
  /** The floor of effects is higher than the one that windows were scored by, as far as is known. */
  readonly floorRose: boolean;
  course(entry: Entry): Course;
  /** Says what had to be assumed at an entry of the ledger. */
  assume(entry: Entry, words: string): void;
}

/** Writes into the pending entries what the policy makes of the decision's signal. */
export function decideAgain(pending: PendingEntries, told: ToldDecision, again: Again): Base {
  const { before, policy, course } = again;
  const entries = told.entries.filter((entry) => !isConclusion(entry));
  // A sweep decides on more than one thing: what follows from none of these is written down beside them.
  const followed = new Set<number>();
  let anew: Base["anew"] = null;
  for (const [index, entry] of entries.entries()) {
    if (typeof entry.causedBy === "number" && followed.has(entry.causedBy)) {
      followed.add(entry.sequence);
      continue;
    }
    const after = entries.slice(index + 1);
    const window = toldWindow(entry);
    if (window) {
      decideOnWindow(pending, window, factsOf(after, policy), policy, again.floorRose);
      return { anew: "windows", isCut: window.is === "judged" && isCutByFloor(window.window) };
    }
    switch (entry.kind) {
      case "rollout-looked":
        if (!writesLook(before, entry)) continue;
        return decideOnLook(pending, entry, after, again);
      case "candidate-registered": {
        if (!course(entry).sharesRetraining) {
          followed.add(entry.sequence);
          continue;
        }
        const gate = decideOnVersion(pending, entry, after, again);
        if (gate?.unknown !== undefined) return gate;
        if (!gate) break;
        followed.add(entry.sequence);
        anew = gate.anew;
        continue;
      }
      case "retraining-skipped":
        if (wouldBeginAnyway(pending, entry, policy)) {
          const because = `What asked for a retraining in entry ${entry.sequence} would have found nothing in its way; ${readiness(pending, policy)}`;
          requestRetraining(pending, {}, policy, { because, cause: undefined });
          anew = "requests";
          continue;
        }
        break;
      case "rollout-promoted":
        if (before.rollout?.rollout !== entry.data.rollout) return otherChampion(before, entry);
        break;
      case "rollout-rolled-back":
        if (entry.data.takesBack !== undefined && before.rollout?.rollout !== entry.data.rollout)
          return {
            anew: null,
            unknown: `In the ledger the promotion of entry ${entry.data.takesBack} was taken back.`,
          };
        break;
      default:
        break;
    }
    const written = pending.entries.length;
    const { weight } = entry.kind === "rollout-started" ? entry.data : { weight: null };
    writeTold(pending, entry, course(entry), policy);
    const begun = before.rollout === null ? pending.state.rollout : null;
    if (weight !== null && begun && begun.weight !== weight) {
      return {
        anew: null,
        unknown: `The trial of version ${begun.challenger.version} would have begun with ${begun.weight}% of the traffic, where it had ${weight}%: what its looks would have counted cannot be known.`,
      };
    }
    if (entry.kind === "retraining-requested" && pending.entries.length > written) anew = "requests";
  }
  // The drift of a champion that is replaced is over, also where only the replay has found it.
  const promoted = pending.entries.find((entry) => entry.kind === "rollout-promoted");
  const { confirmed } = pending.state.drift;
  if (promoted && confirmed) {
    pending.write(
      "drift-cleared",
      `The champion that drifted since ${confirmed.since} is replaced; evidence is gathered anew.`,
      { why: "champion-replaced", cusum: 0, until: told.at },
      promoted.sequence,
    );
  }
  return { anew };
}

function decideOnLook(
  pending: PendingEntries,
  looked: EntryOf<"rollout-looked">,
  after: readonly Entry[],
  { policy, course, assume }: Again,
): Base {
  const besides = after.filter((entry) => entry.kind === "rollout-looked");
  const acts = after.filter(({ kind }) => kind !== "monitoring-lost" && kind !== "rollout-looked");
  if (decideOnToldLook(pending, [looked, ...besides], acts, policy) === "as-told") {
    for (const entry of [looked, ...after]) writeTold(pending, entry, course(entry), policy);
    return { anew: "looks" };
  }
  const own = pending.entries.find((entry) => entry.kind === "rollout-looked");
  const would = own?.data.decision ?? "nothing";
  const next = (list: readonly Entry[]) =>
    list.flatMap((entry) => (entry.kind === "weights-shifted" ? [entry.data] : []))[0];
  const [is, was] = [next(pending.entries), next(after)];
  const isBack = is?.next?.deploy === "original";
  if (isBack && was?.next?.deploy !== "original") {
    const { rollout } = pending.state;
    if (rollout) {
      const reason = own?.because ?? "";
      endRolledBack(pending, rollout, {
        because: `The old champion serves alone again. ${reason}`,
        reason,
        config: rollout.originalConfig,
        cause: pending.state.sequence,
      });
    }
    assume(looked, "The way back from the trial takes no time here.");
    return { anew: "looks" };
  }
  const dropped = (list: readonly Entry[]) =>
    list.flatMap((entry) => (entry.kind === "challenger-dropped" ? [entry.data.challenger.variant] : []));
  if (dropped(pending.entries).join() !== dropped(after).join()) {
    return {
      anew: "looks",
      unknown: `Look ${looked.data.look} would have dropped ${dropped(pending.entries).join(", ") || "no challenger"} where it dropped ${dropped(after).join(", ") || "none"}: what the looks after it would have counted cannot be known.`,
    };
  }
  const isOtherwise = is?.to !== was?.to || would !== looked.data.decision;
  const changes = isOtherwise && (is?.to !== was?.to || would === "hold" || looked.data.decision === "hold");
  return changes
    ? {
        anew: "looks",
        unknown: `Look ${looked.data.look} would have decided ${would} where it decided ${looked.data.decision}: with other traffic the looks after it would have counted otherwise, and what they would have shown cannot be known.`,
      }
    : { anew: "looks" };
}

/** Null where the gate cannot be held again, and what was decided is taken over. */
function decideOnVersion(
  pending: PendingEntries,
  registered: EntryOf<"candidate-registered">,
  after: readonly Entry[],
  { policy, assume }: Again,
): Base | null {
  const judged = after.find(
    (entry) => entry.kind === "candidate-accepted" || entry.kind === "candidate-rejected",
  );
  // One that cannot go on trial, or that a person approved beforehand, is decided on by what no check says.
  const isOther = judged?.data.checks.some(({ metric, detail }) => metric === "endpoint" && detail !== "");
  const asked = after.find((entry) => entry.kind === "approval-requested");
  if (!judged || isOther || (judged.kind === "candidate-accepted" && !asked)) return null;
  const { version } = registered.data;
  const told = { registered, judged };
  const missing = unknownToGate(told, policy);
  if (missing.length > 0) {
    assume(
      registered,
      `Whether version ${version} passes the gate cannot be known: the ledger has ${missing.join(" and ")} in none of its checks. It is taken to be ${judged.kind === "candidate-accepted" ? "accepted" : "rejected"}, as it was.`,
    );
    return null;
  }
  decideOnGate(pending, told, policy);
  const request = pending.entries.find((entry) => entry.kind === "approval-requested");
  if (request && judged.kind === "candidate-rejected") {
    return {
      anew: "gates",
      unknown: `Version ${version} would have passed the gate: whether it would have been ${request.data.from === "person" ? "approved, and then " : ""}promoted cannot be known.`,
    };
  }
  if (request?.data.from === "person" && asked?.data.from === "automatic") {
    return {
      anew: "gates",
      unknown: `A person would have been asked for the approval of version ${version}: what they would have decided, and when, cannot be known.`,
    };
  }
  return { anew: "gates" };
}

function otherChampion(
  { retraining, drift }: State,
  { data: { challenger } }: EntryOf<"rollout-promoted">,
): Base {
  const instead = retraining
    ? "its retraining still ran"
    : drift.confirmed
      ? "drift was confirmed and no version was on trial"
      : "no version was on trial";
  return {
    anew: null,
    unknown: `Version ${challenger.version} was promoted in the ledger, where by this policy ${instead}: what the champion before would have seen from then on cannot be known.`,
  };
}

/** A look counts as one of the replay's own trial where it is the next one, under the same division of the traffic. */
function writesLook({ rollout }: State, { data }: EntryOf<"rollout-looked">): boolean {
  return rollout?.rollout === data.rollout && rollout.phase === "looking" && rollout.looks + 1 === data.look;
}

/** What was found out for the retraining that followed in the ledger: its parameters say it. */
function factsOf(after: readonly Entry[], { retrain }: ModelPolicy): Facts {
  const requested = after.find((entry) => entry.kind === "retraining-requested");
  const [name] =
    Object.entries(retrain.parameters).find(
      ([, value]) => typeof value !== "string" && value.from === "champion model data",
    ) ?? [];
  const modelDataUrl = name === undefined ? undefined : requested?.data.parameters[name];
  return modelDataUrl === undefined ? {} : { championPackage: { modelDataUrl } };
}
