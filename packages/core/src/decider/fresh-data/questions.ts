import type { ModelPolicy } from "../../policy/policy.ts";
import { freshDataSource, whyEnough } from "../../policy/retrain/fresh-data-source.ts";
import type { Facts, Question } from "../../vocabulary/fact.ts";
import { sourceInWords } from "../../vocabulary/fresh-data.ts";
import type { Signal } from "../../vocabulary/signal.ts";
import type { State } from "../../vocabulary/state.ts";
import { ofSource } from "./evolve.ts";

/**
 * What lies where data come. Ten thousand files have ten thousand events: those of a moment are answered by one reading,
 * which the ledger remembers, and what came right after it is found by the next one or by the sweep.
 */
export function freshData(state: State, signal: Signal, { retrain }: ModelPolicy): readonly Question[] {
  const section = retrain.freshData;
  const source = section && freshDataSource(section);
  if (!section || !source) return [];
  const { readAt, mark, last } = ofSource(state, sourceInWords(source));
  const tooSoon = readAt !== null && Date.parse(signal.at) < Date.parse(readAt) + section.readEvery;
  if (tooSoon && signal.kind !== "feature-group-changed") return [];
  // Enough have come: more change nothing, and the sweep sees when the way is free.
  if (last?.enough && signal.kind === "data-file-created") return [];
  return [{ ask: "freshData", source, mark, records: section.atLeast?.records ?? null }];
}

/** True when a retraining may follow from what was found. */
export function isWorthRetraining(
  { freshData: found }: Facts,
  at: string,
  { retrain }: ModelPolicy,
): boolean {
  if (!found || found.trouble || !retrain.freshData) return false;
  return whyEnough(found.reading, retrain.freshData, new Date(at)) !== null;
}
