import type { Servable } from "../models/models.ts";
import type { LoadedModels } from "../multi-model/loaded-models.ts";
import type { ServingProcess } from "./serving-process.ts";

/** What serves a variant: the containers of its model, each of which answers what the one before it has answered. */
export class ServingChain {
  readonly servable: Servable;
  private readonly containers: readonly ServingProcess[];

  constructor(servable: Servable, containers: readonly ServingProcess[]) {
    this.servable = servable;
    this.containers = containers;
  }

  /** Where the containers listen, in their order; null while one of them cannot be asked. */
  get ports(): readonly number[] | null {
    const ports = this.containers.flatMap(({ port }) => (port === null ? [] : [port]));
    return ports.length === this.containers.length ? ports : null;
  }

  /** The models of its one container that requests name; null where it serves one model. */
  get models(): LoadedModels | null {
    return this.containers[0]?.models ?? null;
  }

  /** The first reason why a container is not healthy; null when all are. Rejects when there is no model to serve. */
  async start(): Promise<string | null> {
    const reasons = await Promise.all(this.containers.map((container) => container.start()));
    return reasons.find((reason) => reason !== null) ?? null;
  }

  /** Counts a request for as long as it runs, so that no container is ended under it. */
  async during<Result>(request: () => Promise<Result>): Promise<Result> {
    return await this.containers.reduceRight(
      (next: () => Promise<Result>, container) => () => container.during(next),
      request,
    )();
  }

  /** Ends all containers: after the last request, but at the latest after `patience` milliseconds. */
  async end(patience: number): Promise<void> {
    await Promise.all(this.containers.map((container) => container.end(patience)));
  }
}
