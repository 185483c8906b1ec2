import type { FreshDataSection } from "../../policy/retrain/fresh-data.ts";
import type { FreshDataFact } from "../../vocabulary/fact.ts";
import type { FreshDataTrouble } from "../../vocabulary/fresh-data.ts";
import { inWords } from "../../words/duration.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { ofSource } from "./evolve.ts";

interface Read {
  readonly name: string;
  readonly found: FreshDataFact;
  readonly section: FreshDataSection;
}

/** Says once that data are not known to come, and that they are again. */
export function tellTrouble(pending: PendingEntries, { name, found, section }: Read): void {
  for (const trouble of ["unreadable", "store-unusable"] as const) {
    if (found.trouble?.reason === trouble) {
      lose(pending, name, trouble, found.trouble.words, pending.now.toISOString());
    } else if (!found.trouble) {
      restore(pending, name, trouble, `${name} can be read.`);
    }
  }
  // What cannot be read says nothing of what has come.
  if (!found.trouble) tellSilence(pending, { name, found, section });
}

/** What the policy does not wait for any more is missed no longer. */
export function leaveFormer(pending: PendingEntries, source: string | null): void {
  const known = pending.state.freshData;
  if (!known || known.source === source) return;
  for (const trouble of ["stopped", "unreadable", "store-unusable", "job-failed"] as const) {
    restore(pending, known.source, trouble, `The policy does not wait for ${known.source} any more.`);
  }
}

function tellSilence(pending: PendingEntries, { name, found, section: { staleAfter } }: Read): void {
  const { latest } = found.reading;
  const { since, lost } = ofSource(pending.state, name);
  const last = latest ?? since;
  const silent = last === null ? 0 : pending.now.getTime() - Date.parse(last);
  if (staleAfter !== undefined && last !== null && silent > staleAfter) {
    const words = `Nothing has come to ${name} ${latest === null ? "since it is read" : "since"} ${
      latest === null ? `(${last})` : last
    }, for longer than ${inWords(staleAfter)}.`;
    lose(pending, name, "stopped", words, last);
    return;
  }
  if (!lost.stopped) return;
  restore(
    pending,
    name,
    "stopped",
    staleAfter === undefined
      ? `The policy does not say any more how long nothing may come to ${name}.`
      : `Data come to ${name} again: the newest file is of ${latest}.`,
  );
}

function lose(
  pending: PendingEntries,
  source: string,
  trouble: FreshDataTrouble,
  words: string,
  since: string,
): void {
  if (ofSource(pending.state, source).lost[trouble]) return;
  pending.write("fresh-data-lost", words, { source, trouble, since });
}

/** Writes that it is over, where people were told of it. */
export function restore(
  pending: PendingEntries,
  source: string,
  trouble: FreshDataTrouble,
  words: string,
  cause?: number,
): void {
  const lost = ofSource(pending.state, source).lost[trouble];
  if (!lost) return;
  pending.write("fresh-data-restored", words, { source, trouble }, cause ?? lost.sequence);
}
