import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { exitCode, PersonError } from "./errors.ts";

/**
 * The policy of one of a fleet's models, of its only one where none is named.
 *
 * @throws PersonError when the fleet has no such model, or several and none is named
 */
export function policyOf(fleet: Fleet, model: string | undefined): ModelPolicy {
  const names = Object.keys(fleet.models);
  const name = model ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) {
    throw new PersonError(
      `The fleet has several models; name one with --model: ${names.join(", ")}.`,
      exitCode.usage,
    );
  }
  // Own fields only: a model may not be called "constructor", and a person may type it.
  const policy = Object.hasOwn(fleet.models, name) ? fleet.models[name] : undefined;
  if (!policy) {
    throw new PersonError(`The fleet has no model ${name}; it has ${names.join(", ")}.`, exitCode.usage);
  }
  return policy;
}
