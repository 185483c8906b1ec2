import type { Facts } from "../../vocabulary/fact.ts";
import type { Notebook } from "../notebook.ts";

/** The first sight of the endpoint is taken as it is. */
export function adoptEndpoint(notes: Notebook, facts: Facts): void {
  const found = facts.endpoint;
  if (notes.state.endpoint || !found?.exists || !found.config || found.status !== "InService") return;
  const serving = found.variants.map(({ name, weight }) => `${name} ${weight}`).join(", ");
  notes.write("signal-observed", `The endpoint is first seen with config ${found.config} (${serving}).`, {
    signal: "endpoint",
    endpoint: { config: found.config, variants: found.variants },
  });
}
