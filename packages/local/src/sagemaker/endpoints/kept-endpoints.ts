import type { Entry, State } from "../../state/state.ts";
import type { ProductionVariant } from "../endpoint-configs/request.ts";
import type { Servable } from "../models/models.ts";
import type { Endpoint, Variant } from "./endpoint.ts";
import { ServingChain } from "./serving-chain.ts";

interface KeptVariant extends Omit<Variant, "server"> {
  readonly servable: Servable;
}

interface KeptEndpoint extends Omit<Endpoint, "variants" | "shadows" | "pending"> {
  readonly variants: readonly KeptVariant[];
  readonly shadows: readonly KeptVariant[];
}

/** The processes, not yet started, of a variant of an endpoint. */
export type ChainOf = (endpoint: string, config: ProductionVariant, servable: Servable) => ServingChain;

/** Endpoints as an earlier server has left them, without their processes: none of them answers before it is started. */
export function keepEndpoints(
  state: State,
  endpoints: () => ReadonlyMap<string, Endpoint>,
  chainOf: ChainOf,
): Map<string, Endpoint> {
  const found = state.keep<KeptEndpoint>("sagemaker/endpoints", () => entries(endpoints()));
  return new Map([...found].map(([name, kept]) => [name, restored(kept, chainOf)]));
}

/** What is being deleted is deleted by the end of the server, too. */
function* entries(endpoints: ReadonlyMap<string, Endpoint>): Iterable<Entry<KeptEndpoint>> {
  for (const [key, { pending: _pending, ...endpoint }] of endpoints) {
    if (endpoint.status === "Deleting") continue;
    const { variants, shadows } = endpoint;
    yield { key, value: { ...endpoint, variants: variants.map(kept), shadows: shadows.map(kept) } };
  }
}

function kept({ server, ...variant }: Variant): KeptVariant {
  return { ...variant, servable: server.servable };
}

/** An update that was under way is not gone on with; a change of weights, which has no more to do, is done. */
function restored(endpoint: KeptEndpoint, chainOf: ChainOf): Endpoint {
  try {
    const of = (variants: readonly KeptVariant[]) =>
      variants.map(({ servable, ...variant }) =>
        started(variant, chainOf(endpoint.name, variant.config, servable)),
      );
    const status = endpoint.status === "Failed" ? "Failed" : "Creating";
    return {
      ...endpoint,
      variants: of(endpoint.variants),
      shadows: of(endpoint.shadows),
      pending: null,
      status,
    };
  } catch (error) {
    // Its image is not known to this server.
    const failureReason = error instanceof Error ? error.message : String(error);
    const none = ({ servable, ...variant }: KeptVariant) => ({
      ...variant,
      server: new ServingChain(servable, []),
    });
    const [variants, shadows] = [endpoint.variants.map(none), endpoint.shadows.map(none)];
    return { ...endpoint, variants, shadows, pending: null, status: "Failed", failureReason };
  }
}

function started(variant: Omit<Variant, "server">, server: ServingChain): Variant {
  return {
    ...variant,
    server,
    currentWeight: variant.desiredWeight,
    currentInstanceCount: variant.desiredInstanceCount,
    status: null,
  };
}
