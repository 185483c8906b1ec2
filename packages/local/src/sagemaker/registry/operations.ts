import type { Operation } from "../../world.ts";
import type { SageMaker } from "../context.ts";
import { groupOperations } from "./group-operations.ts";
import { packageOperations } from "./package-operations.ts";
import { registryOf } from "./registry-of.ts";

/** The model registry's operations by name. */
export function registryOperations(context: SageMaker): Map<string, Operation> {
  const registry = registryOf(context);
  return new Map([...groupOperations(registry), ...packageOperations(registry)]);
}
