import type { ModelPolicy } from "../../policy/policy.ts";
import { freshDataSource } from "../../policy/retrain/fresh-data-source.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import { sourceInWords } from "../../vocabulary/fresh-data.ts";
import type { FreshDataState, State } from "../../vocabulary/state.ts";
import { ofSource } from "./evolve.ts";

/** When what was written that no retraining has seen: what a training's query asks for. Nothing where nobody waits for data. */
export function freshDataWindow(
  state: State,
  { freshData: found }: Facts,
  policy: ModelPolicy,
  now: Date,
): { readonly start?: string | null; readonly end?: string | null } {
  const known = knownOf(state, policy);
  if (!known?.mark) return {};
  return { start: known.mark.until, end: found ? found.mark.until : now.toISOString() };
}

/** Where they lie, `s3://...`. */
export function placeOfFreshData(
  state: State,
  { freshData: found }: Facts,
  policy: ModelPolicy,
): string | null {
  return found?.place ?? knownOf(state, policy)?.place ?? null;
}

function knownOf(state: State, { retrain }: ModelPolicy): FreshDataState | null {
  const source = retrain.freshData && freshDataSource(retrain.freshData);
  return source ? ofSource(state, sourceInWords(source)) : null;
}
