import { entryKinds, ownKinds } from "../policy/entry-kinds.ts";
import type { Entry, EntryData, EntryOf } from "../vocabulary/entry.ts";

/**
 * An entry as it is written today, whenever it was written. A ledger is never rewritten, so what reads one back
 * brings old entries up to date: event sourcing's "upcasting". Values of several words (decisions, reasons, names
 * of commands) were once written with spaces, `roll back`, and are written with hyphens today, `roll-back`.
 * Changes of the endpoint did not say what they expect to find there.
 */
export function upcast(entry: Entry): Entry {
  switch (entry.kind) {
    case "drift-cleared":
      return { ...entry, data: { ...entry.data, why: hyphenated(entry.data.why) } };
    case "retraining-skipped":
      return { ...entry, data: { ...entry.data, reason: hyphenated(entry.data.reason) } };
    case "rollout-looked":
      return { ...entry, data: { ...entry.data, decision: hyphenated(entry.data.decision) } };
    case "command-accepted":
      return { ...entry, data: { ...entry.data, command: renamed(entry.data.command) } };
    case "command-refused":
      return { ...entry, data: { ...entry.data, command: renamed(entry.data.command) } };
    case "rollout-started":
      return entry.data.expected
        ? entry
        : {
            ...entry,
            data: { ...entry.data, expected: { configs: [entry.data.fromConfig], weights: null } },
          };
    case "weights-shifted":
      return { ...entry, data: expecting(entry.data) };
    case "resumed":
      return restarted(entry);
    default:
      return isKnownKind(entry.kind) ? entry : ofLaterVersion(entry);
  }
}

function isKnownKind(kind: string): boolean {
  return [...entryKinds, ...ownKinds].some((known) => known === kind);
}

const laterVersion = "An entry of a later version, ";

/** The kind that an entry had which this version does not know, and only sees; null for one that it knows. */
export function unknownKind(entry: Entry): string | null {
  return entry.kind === "signal-observed" && entry.because.startsWith(`${laterVersion}${entry.data.signal}: `)
    ? entry.data.signal
    : null;
}

/** A rollout runs for days in the version that it began with, and may meet what a later one writes: that is only seen. */
function ofLaterVersion({ kind, because, ...entry }: Entry): Entry {
  return {
    ...entry,
    kind: "signal-observed",
    because: `${laterVersion}${kind}: ${because}`,
    data: { signal: kind },
  };
}

/** A change of the endpoint did not always say what it expects to find; its rollout's configs have names of their own. */
function expecting(data: EntryData["weights-shifted"]): EntryData["weights-shifted"] {
  const trial = `driftwheel-${data.rollout}-trial`;
  const next = data.next?.deploy === "original" ? { ...data.next, anew: data.next.anew ?? null } : data.next;
  const configs = [trial, ...(next && "config" in next ? [next.config] : [])];
  return { ...data, next, expected: data.expected ?? { configs, weights: null } };
}

/** What the sweep once wrote as `resumed` is no person's word, and lifts nobody's pause. */
function restarted(entry: EntryOf<"resumed">): Entry {
  const { by, rollout } = entry.data;
  return by === "the sweep" && rollout ? { ...entry, kind: "rollout-restarted", data: rollout } : entry;
}

// The types tell of today's entries; one of an older form, or in a file, may lack a field.
function renamed<C extends { readonly name: string }>(command: C): C {
  return command ? { ...command, name: hyphenated(command.name) } : command;
}

// No value of today has a space, so what comes out has the type that the value should have had.
function hyphenated<V extends string>(value: V): V {
  return typeof value === "string" ? (value.replaceAll(" ", "-") as V) : value;
}
