import type { Entry } from "../vocabulary/entry.ts";

/**
 * An entry as it is written today, whenever it was written. A ledger is never rewritten, so what reads one back
 * brings old entries up to date: event sourcing's "upcasting". Values of several words (decisions, reasons, names
 * of commands) were once written with spaces, `roll back`, and are written with hyphens today, `roll-back`.
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
    default:
      return entry;
  }
}

// The types tell of today's entries; one of an older form, or in a file, may lack a field.
function renamed<C extends { readonly name: string }>(command: C): C {
  return command ? { ...command, name: hyphenated(command.name) } : command;
}

// No value of today has a space, so what comes out has the type that the value should have had.
function hyphenated<V extends string>(value: V): V {
  return typeof value === "string" ? (value.replaceAll(" ", "-") as V) : value;
}
