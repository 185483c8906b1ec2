import { join } from "node:path";
import type { Shared } from "../context.ts";
import type { EndpointConfig } from "../endpoint-configs/endpoint-configs.ts";
import type { ProductionVariant } from "../endpoint-configs/request.ts";
import type { Models, Servable } from "../models/models.ts";
import { buildChain } from "./build-chain.ts";
import type { Deployed, Variant } from "./endpoint.ts";
import type { ServingChain } from "./serving-chain.ts";

/** Which properties of the variants in service outlive an update. */
export interface Retained {
  readonly weight: boolean;
  readonly instanceCount: boolean;
}

/** Of a variant that hosts inference components, which have the processes. */
const noModel: Servable = { identity: "none", containers: [], direct: false };

/** Builds the variants that a configuration asks for. */
export class VariantBuilder {
  private readonly shared: Shared;
  private readonly models: Models;
  private built = 0;

  constructor(shared: Shared, models: Models) {
    this.shared = shared;
    this.models = models;
  }

  /** A variant whose model is the one in service keeps its process. */
  build(endpoint: string, { request }: EndpointConfig, inService: Deployed, retained: Retained): Deployed {
    const { ProductionVariants, ShadowProductionVariants = [] } = request;
    const of = (wanted: readonly ProductionVariant[], known: readonly Variant[]) =>
      this.buildEach(endpoint, wanted, known, retained);
    return {
      variants: of(ProductionVariants, inService.variants),
      shadows: of(ShadowProductionVariants, inService.shadows),
    };
  }

  private buildEach(
    endpoint: string,
    variants: readonly ProductionVariant[],
    inService: readonly Variant[],
    retained: Retained,
  ): readonly Variant[] {
    return variants.map((wanted) => {
      const before = inService.find(({ name }) => name === wanted.VariantName);
      const weight = (retained.weight ? before?.desiredWeight : null) ?? wanted.InitialVariantWeight ?? 1;
      const instances =
        (retained.instanceCount ? before?.desiredInstanceCount : null) ?? wanted.InitialInstanceCount ?? 1;
      return {
        name: wanted.VariantName,
        config: wanted,
        server: this.serverOf(endpoint, wanted, before),
        currentWeight: weight,
        desiredWeight: weight,
        currentInstanceCount: instances,
        desiredInstanceCount: instances,
        status: null,
      };
    });
  }

  private serverOf(endpoint: string, wanted: ProductionVariant, before: Variant | undefined): ServingChain {
    const servable = wanted.ModelName === undefined ? noModel : this.models.find(wanted.ModelName).servable;
    if (before?.server.servable.identity === servable.identity) return before.server;
    return this.chainOf(endpoint, wanted, servable);
  }

  /** The processes, not yet started, that serve a model as a variant of an endpoint. */
  chainOf(endpoint: string, wanted: ProductionVariant, servable: Servable): ServingChain {
    this.built += 1;
    const number = this.built;
    const seconds = wanted.ContainerStartupHealthCheckTimeoutInSeconds;
    return buildChain(this.shared, servable, {
      root: join(this.shared.world.directory, "endpoints", endpoint, `${wanted.VariantName}-${number}`),
      logGroup: `/aws/sagemaker/Endpoints/${endpoint}`,
      logStream: `${wanted.VariantName}/i-${String(number).padStart(17, "0")}`,
      deadline: seconds === undefined ? undefined : seconds * 1000,
    });
  }
}
