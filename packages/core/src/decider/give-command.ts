import type { ModelPolicy } from "../policy/policy.ts";
import type { Command } from "../vocabulary/command.ts";
import type { CommandAnswer } from "../vocabulary/command-answer.ts";
import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import { TransientError } from "../vocabulary/errors.ts";
import type { CommandGiven } from "../vocabulary/signal.ts";
import type { State } from "../vocabulary/state.ts";
import { commandInWords } from "../words/command.ts";
import { handleSignal, type Runtime } from "./handle.ts";

/**
 * Takes a command through the shell and says what became of it. Effects that could not be performed now wait in the
 * ledger's outbox, and the command is accepted all the same. A command whose answer was lost is given again with the
 * same identity, and is answered as the first time.
 *
 * @param policy of the command's model; undefined when the fleet has none of that name.
 */
export async function giveCommand(
  given: CommandGiven,
  policy: ModelPolicy | undefined,
  runtime: () => Promise<Runtime>,
): Promise<CommandAnswer> {
  const { model, identity } = given;
  if (!policy) {
    return { result: "unknown-model", sequence: 0, entries: [], why: `The fleet has no model ${model}.` };
  }
  const its = await runtime();
  try {
    const { state, appended } = await handleSignal(model, given, policy, its);
    const { sequence } = state;
    const written = decisionOf(appended, identity);
    if (written.length > 0) return { ...decided(written), sequence };
    const before = decisionOf(await its.ports.ledger.read(model), identity);
    return before.length > 0 ? repeated(given, before, sequence) : outdated(given, state);
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    return { result: "busy", sequence: 0, entries: [], why: error.message };
  }
}

function decided(entries: readonly Entry[]): Omit<CommandAnswer, "sequence"> {
  const verdict = verdictOf(entries);
  return verdict?.kind === "command-refused"
    ? { result: "refused", entries, why: verdict.data.why }
    : { result: "accepted", entries, why: null };
}

function repeated({ command }: CommandGiven, entries: readonly Entry[], sequence: number): CommandAnswer {
  const first = verdictOf(entries)?.data.command;
  if (first && !isSame(first, command)) {
    const why = `the key was used for another command: to ${commandInWords(first)}`;
    return { result: "conflict", sequence, entries: [], why, key: true };
  }
  return { ...decided(entries), result: "repeated", sequence };
}

function outdated({ model, expectedSequence }: CommandGiven, { sequence, changedBy }: State): CommandAnswer {
  const given = `the command was given for its end at ${expectedSequence}`;
  const why =
    changedBy > (expectedSequence ?? 0)
      ? `entry ${changedBy} changed how ${model} stands, and ${given}: look at it again`
      : `the ledger of ${model} ends with entry ${sequence}, and ${given}`;
  return { result: "conflict", sequence, entries: [], why };
}

function verdictOf(entries: readonly Entry[]) {
  return entries.find(
    (entry): entry is EntryOf<"command-accepted"> | EntryOf<"command-refused"> =>
      entry.kind === "command-accepted" || entry.kind === "command-refused",
  );
}

/** Two commands ask for the same when they read the same. */
function isSame(one: Command, other: Command): boolean {
  return commandInWords(one) === commandInWords(other);
}

/**
 * The entries of one decision, in order: they were appended together at one moment, and each has the signal or an
 * entry before it as its cause. What confirms or follows them came later.
 */
function decisionOf(entries: readonly Entry[], identity: string): readonly Entry[] {
  const start = entries.findIndex(({ causedBy }) => causedBy === identity);
  const first = entries[start];
  if (!first) return [];
  const decision = [first];
  for (const entry of entries.slice(start + 1)) {
    const { causedBy, at, kind } = entry;
    const belongs = causedBy === identity || decision.some(({ sequence }) => sequence === causedBy);
    if (!belongs || at !== first.at || kind.startsWith("effect-")) break;
    decision.push(entry);
  }
  return decision;
}
