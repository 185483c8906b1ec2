import { join } from "node:path";
import type { Shared } from "../context.ts";
import type { EndpointConfig } from "../endpoint-configs/endpoint-configs.ts";
import type { ProductionVariant } from "../endpoint-configs/request.ts";
import { imageNotFound, invalid } from "../errors.ts";
import type { Models } from "../models/models.ts";
import type { Deployed, Variant } from "./endpoint.ts";
import { ServingProcess } from "./serving-process.ts";

/** Which properties of the variants in service outlive an update. */
export interface Retained {
  readonly weight: boolean;
  readonly instanceCount: boolean;
}

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

  private serverOf(endpoint: string, wanted: ProductionVariant, before: Variant | undefined): ServingProcess {
    if (wanted.ModelName === undefined) {
      throw invalid(
        `Driftwheel's local SageMaker does not implement inference components; the variant ${wanted.VariantName} names no model.`,
      );
    }
    const { servable } = this.models.find(wanted.ModelName);
    if (before?.server.servable.identity === servable.identity) return before.server;
    const { world, settings } = this.shared;
    const image = world.images.find(servable.image);
    if (!image) throw imageNotFound(servable.image);
    if (!image.serve) throw invalid(`The local image ${servable.image} has no serve command.`);
    this.built += 1;
    const seconds = wanted.ContainerStartupHealthCheckTimeoutInSeconds;
    return new ServingProcess({
      servable,
      image,
      world,
      settings,
      root: join(world.directory, "endpoints", endpoint, `${wanted.VariantName}-${this.built}`),
      deadline: seconds === undefined ? settings.healthDeadline : seconds * 1000,
    });
  }
}
