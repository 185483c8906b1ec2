import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { packageVersion } from "@driftwheel/core/vocabulary/state.ts";
import type { RolloutAnswer } from "../schemas/rollout.ts";
import { dropped, lookedAt, otherStarted, rolledBack } from "./other-challengers.ts";

/** All rollouts of a ledger, the newest first. */
export function rolloutsOf(entries: readonly Entry[]): readonly RolloutAnswer[] {
  const rollouts = new Map<string, RolloutAnswer>();
  for (const entry of entries) {
    if (entry.kind === "rollout-started") rollouts.set(entry.data.rollout, started(entry));
    const name = rolloutNamed(entry);
    const known = name === null ? undefined : rollouts.get(name);
    if (known) rollouts.set(known.rollout, continued(known, entry));
  }
  return [...rollouts.values()].reverse();
}

/** The looks of one rollout, in order. */
export function looksOf(rollout: string, entries: readonly Entry[]): readonly EntryOf<"rollout-looked">[] {
  return entries
    .filter((entry) => entry.kind === "rollout-looked")
    .filter(({ data }) => data.rollout === rollout);
}

function rolloutNamed(entry: Entry): string | null {
  switch (entry.kind) {
    case "shadow-looked":
    case "paired-looked":
    case "shadow-passed":
    case "rollout-looked":
    case "challenger-dropped":
    case "weights-shifted":
    case "rollout-promoted":
    case "rollout-rolled-back":
    case "rollout-held":
      return entry.data.rollout;
    case "resumed":
      return entry.data.rollout?.rollout ?? null;
    default:
      return null;
  }
}

function started({ sequence, at, data }: EntryOf<"rollout-started">): RolloutAnswer {
  const { champion, challenger } = data;
  return {
    rollout: data.rollout,
    sequence,
    result: "running",
    reason: null,
    startedAt: at,
    endedAt: null,
    deadline: data.deadline,
    weight: data.weight,
    looks: 0,
    champion: {
      version: packageVersion(champion.package),
      package: champion.package,
      variant: champion.variant,
    },
    challenger: { version: challenger.version, package: challenger.package, variant: challenger.variant },
    evidence: null,
    line: null,
    ...(data.others ? { others: data.others.map(otherStarted) } : {}),
  };
}

function continued(rollout: RolloutAnswer, entry: Entry): RolloutAnswer {
  const ended = { endedAt: entry.at, reason: entry.because };
  switch (entry.kind) {
    case "shadow-looked":
    case "paired-looked":
      return { ...rollout, looks: entry.data.look };
    case "shadow-passed":
      return { ...rollout, weight: entry.data.weight, deadline: entry.data.deadline };
    case "rollout-looked":
      return lookedAt(rollout, entry.data);
    case "challenger-dropped":
      return dropped(rollout, entry.data);
    case "weights-shifted":
      return { ...rollout, weight: entry.data.to };
    case "rollout-promoted":
      return { ...rollout, ...ended, result: "promoted" };
    case "rollout-rolled-back":
      return rolledBack({ ...rollout, ...ended, result: "rolled-back" });
    case "rollout-held":
      return { ...rollout, reason: entry.because, result: "held" };
    case "resumed":
      return { ...rollout, reason: null, result: "running" };
    default:
      return rollout;
  }
}
