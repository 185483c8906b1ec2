import type { Facts } from "../../vocabulary/fact.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

/** The first sight of the endpoint is taken as it is. */
export function adoptEndpoint(pending: PendingEntries, facts: Facts): void {
  const found = facts.endpoint;
  if (pending.state.endpoint || !found?.exists || !found.config || found.status !== "InService") return;
  const serving = found.variants.map(({ name, weight }) => `${name} ${weight}`).join(", ");
  pending.write("signal-observed", `The endpoint is first seen with config ${found.config} (${serving}).`, {
    signal: "endpoint",
    endpoint: { config: found.config, variants: found.variants },
  });
}
