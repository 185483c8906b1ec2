import type { Entry, State } from "../../state/state.ts";
import { ServingChain } from "../endpoints/serving-chain.ts";
import type { Servable } from "../models/models.ts";
import type { Hosted, InferenceComponent } from "./inference-component.ts";

interface KeptComponent extends Omit<InferenceComponent, "hosted" | "pending"> {
  readonly hosted: Omit<Hosted, "server"> & { readonly servable: Servable };
}

/** The processes, not yet started, of a component of an endpoint. */
export type ChainOf = (of: Pick<InferenceComponent, "endpoint" | "name">, servable: Servable) => ServingChain;

/** Components as an earlier server has left them, without their processes: none of them answers before it is started. */
export function keepComponents(
  state: State,
  components: () => ReadonlyMap<string, InferenceComponent>,
  chainOf: ChainOf,
): Map<string, InferenceComponent> {
  const found = state.keep<KeptComponent>("sagemaker/inference-components", () => entries(components()));
  return new Map([...found].map(([name, kept]) => [name, restored(kept, chainOf)]));
}

/** What is being deleted is deleted by the end of the server, too. */
function* entries(components: ReadonlyMap<string, InferenceComponent>): Iterable<Entry<KeptComponent>> {
  for (const [key, { pending: _pending, hosted, ...component }] of components) {
    if (component.status === "Deleting") continue;
    const { server, ...rest } = hosted;
    yield { key, value: { ...component, hosted: { ...rest, servable: server.servable } } };
  }
}

/** An update that was under way is not gone on with; a change of copies is done. */
function restored({ hosted, ...kept }: KeptComponent, chainOf: ChainOf): InferenceComponent {
  const { servable, ...rest } = hosted;
  const component = { ...kept, pending: null };
  try {
    return {
      ...component,
      hosted: { ...rest, server: chainOf(kept, servable) },
      status: kept.status === "Failed" ? "Failed" : "Creating",
    };
  } catch (error) {
    // Its image is not known to this server.
    const failureReason = error instanceof Error ? error.message : String(error);
    const server = new ServingChain(servable, []);
    return { ...component, hosted: { ...rest, server }, status: "Failed", failureReason };
  }
}
