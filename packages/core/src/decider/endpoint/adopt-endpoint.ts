import type { EndpointFact, Facts } from "../../vocabulary/fact.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

/** The first sight of the endpoint is taken as it is. */
export function adoptEndpoint(pending: PendingEntries, facts: Facts): void {
  if (!pending.state.endpoint)
    take(pending, facts.endpoint, (serves) => `The endpoint is first seen with ${serves}.`);
}

/**
 * What others deployed is taken for the champion, where nobody else than they ever deploys.
 *
 * @returns false for an endpoint that does not serve, of which nothing can be taken
 */
export function takeChampion(pending: PendingEntries, facts: Facts, because: string): boolean {
  return take(pending, facts.endpoint, (serves) => `${because}; what serves now is the champion: ${serves}.`);
}

function take(
  pending: PendingEntries,
  found: EndpointFact | undefined,
  inWords: (serves: string) => string,
): boolean {
  if (!found?.exists || !found.config || found.status !== "InService") return false;
  const serving = found.variants.map(({ name, weight }) => `${name} ${weight}`).join(", ");
  pending.write("signal-observed", inWords(`config ${found.config} (${serving})`), {
    signal: "endpoint",
    endpoint: { config: found.config, variants: found.variants },
  });
  return true;
}
