import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import type { VariantFact } from "../../vocabulary/fact.ts";
import { championPackage, packageVersion, type State } from "../../vocabulary/state.ts";

/** What the endpoint should be, and whether Driftwheel may touch it. */
export function evolveEndpoint(state: State, entry: Entry): State {
  const evolved = evolve(state, entry);
  if (evolved.endpoint === state.endpoint) return evolved;
  const serves = packageVersion(championPackage(evolved)) ?? 0;
  return { ...evolved, newestServed: Math.max(state.newestServed, serves) };
}

function evolve(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "signal-observed":
      return observed(state, entry);
    case "endpoint-changed-outside":
      return { ...state, held: { reason: entry.because, since: entry.at }, unconfirmed: null };
    case "rollout-held":
    case "weights-shifted":
    case "rollout-started":
      return { ...state, unconfirmed: null };
    case "rollout-promoted":
      return {
        ...state,
        unconfirmed: null,
        endpoint: {
          config: entry.data.config,
          variants: [
            {
              name: entry.data.variant,
              weight: 1,
              model: state.rollout?.challenger.model ?? null,
              package: entry.data.challenger.package,
            },
            ...(entry.data.bake?.keepWarm ? warm(state) : []),
          ],
        },
      };
    case "rollout-rolled-back":
      // The champion serves alone again, with the config that it had or with one made anew from what ran.
      return {
        ...state,
        unconfirmed: null,
        endpoint: rolledBack(state, entry),
      };
    case "rollout-baked":
      return { ...state, unconfirmed: null, endpoint: baked(state, entry) };
    case "paused":
      return { ...state, paused: { by: entry.data.by, reason: entry.data.reason, since: entry.at } };
    case "resumed":
      return {
        ...state,
        paused: null,
        held: null,
        unconfirmed: null,
        // During a trial what it goes back to is what was before it.
        endpoint: entry.data.rollout ? state.endpoint : (entry.data.endpoint ?? state.endpoint),
      };
    default:
      return state;
  }
}

/** The old variant, which takes no traffic any more. */
function warm({ rollout }: State): readonly VariantFact[] {
  if (!rollout) return [];
  const { variant, package: arn } = rollout.champion;
  return [{ name: variant, weight: 0, model: null, package: arn }];
}

/** Back from a promotion, unless the endpoint was seen and accepted as it is by whoever resumed the model. */
function rolledBack(
  { endpoint, lastPromotion }: State,
  { data }: EntryOf<"rollout-rolled-back">,
): State["endpoint"] {
  const { config, takesBack } = data;
  const before =
    takesBack !== undefined && endpoint?.config !== config ? lastPromotion?.endpointBefore : endpoint;
  return before ? { ...before, config } : null;
}

/** The winner alone, or what whoever resumed the model accepted. */
function baked({ endpoint }: State, { data }: EntryOf<"rollout-baked">): State["endpoint"] {
  if (!endpoint || endpoint.config === data.config) return endpoint;
  return { config: data.config, variants: endpoint.variants.filter(({ weight }) => weight > 0) };
}

function observed(state: State, { at, data }: EntryOf<"signal-observed">): State {
  const { endpoint, settled, unconfirmed } = data;
  if (endpoint) return { ...state, endpoint, unconfirmed: null };
  if (settled) return { ...state, unconfirmed: null };
  if (unconfirmed === undefined) return state;
  return { ...state, unconfirmed: unconfirmed && { ...unconfirmed, since: at } };
}
