import type { SageMaker } from "../context.ts";
import { ModelRegistry } from "./model-registry.ts";

const registries = new WeakMap<SageMaker, ModelRegistry>();

/** The one registry of a service; made when first asked for, and put where models look for packages. */
export function registryOf(context: SageMaker): ModelRegistry {
  const existing = registries.get(context);
  if (existing !== undefined) return existing;
  const registry = new ModelRegistry({
    arn: (kind, name) => context.arn(kind, name),
    tags: context.tags,
    state: context.world.state,
    announce: ({ detailType, resources, detail, time }) => context.emit(detailType, resources, detail, time),
    now: () => context.now(),
  });
  context.modelPackage = (reference) => registry.containers(reference);
  registries.set(context, registry);
  return registry;
}
