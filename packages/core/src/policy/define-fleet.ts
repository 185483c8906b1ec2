import type * as z from "zod";
import { hookFaults } from "./hook-checks.ts";
import { groupMeant, mixedGroups } from "./package-group.ts";
import { type Fleet, type FleetInput, fleetPolicy, type ModelPolicy } from "./policy.ts";

/** A fleet that cannot work. The message has a line for each field: its path, and what would be right. */
class FleetRefused extends Error {
  override readonly name = "FleetRefused";
}

/**
 * Checks a fleet and completes it with defaults.
 *
 * @throws FleetRefused naming the path of every field that is wrong, its value, and what would be right.
 */
export function defineFleet(input: FleetInput): Fleet {
  const lost = ["models", "webhooks", "hooks"].flatMap((field) => lostNames(input, field));
  if (lost.length > 0) throw new FleetRefused(inLines(lost));
  const parsed = fleetPolicy.safeParse(input);
  if (!parsed.success) throw new FleetRefused(describe(parsed.error.issues, input));
  const faults = [...sharedNames(parsed.data), ...unknownModels(parsed.data), ...hookFaults(parsed.data)];
  if (faults.length > 0) throw new FleetRefused(inLines(faults));
  return parsed.data;
}

function inLines(faults: readonly string[]): string {
  return `The fleet is refused.\n${faults.map((line) => `  ${line}`).join("\n")}`;
}

/**
 * Names that JavaScript's objects have already. `__proto__` is not even an entry where it is written as a name, so what
 * it names would be missing without a word: an object that is written plainly has the plainest of prototypes.
 */
function lostNames(input: unknown, field: string): readonly string[] {
  const named: unknown = typeof input === "object" && input !== null ? Reflect.get(input, field) : null;
  if (typeof named !== "object" || named === null) return [];
  const prototype: unknown = Object.getPrototypeOf(named);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return [...Object.getOwnPropertyNames(named), ...(isPlain ? [] : ["__proto__"])]
    .filter((name) => name in Object.prototype)
    .map((name) => `${field}.${name}: every object of JavaScript has that name; give it another`);
}

/** An event names an endpoint, a package group or a pipeline: each may belong to one model only. */
function sharedNames({ models }: Fleet): readonly string[] {
  const names = (
    pick: (policy: ModelPolicy) => string,
    field: string,
    written: (policy: ModelPolicy) => string = pick,
  ) => {
    const owners = new Map<string, string>();
    return Object.entries(models).flatMap(([model, policy]) => {
      const name = pick(policy).toLowerCase();
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, model);
      return owner === undefined
        ? []
        : [
            `models.${model}.${field} is "${written(policy)}": that is models.${owner}'s already; give each model its own`,
          ];
    });
  };
  return [
    ...names(({ endpoint }) => endpoint, "endpoint"),
    ...names(
      ({ packageGroup }) => groupMeant(packageGroup),
      "packageGroup",
      ({ packageGroup }) => packageGroup,
    ),
    ...mixedGroups(models),
    ...names(({ retrain }) => retrain.pipeline, "retrain.pipeline"),
  ];
}

function unknownModels({ models, webhooks = {} }: Fleet): readonly string[] {
  return Object.entries(webhooks).flatMap(([name, subscription]) =>
    (subscription.models ?? []).flatMap((model, index) =>
      Object.hasOwn(models, model)
        ? []
        : [
            `webhooks.${name}.models.${index} is "${model}": the fleet has no such model; it has ${Object.keys(models).join(", ")}`,
          ],
    ),
  );
}

function describe(issues: readonly z.core.$ZodIssue[], input: unknown): string {
  const lines = issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map(
        (key) => `${[...issue.path, key].join(".")}: unknown field; is it misspelt, or in the wrong place?`,
      );
    }
    const path = issue.path.join(".") || "the fleet";
    // A name is no value: what is wrong with it stands inside.
    if (issue.code === "invalid_key") return [`${path}: ${issue.issues[0]?.message ?? issue.message}`];
    const value = issue.path.reduce<unknown>(
      (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
      input,
    );
    const found = value === undefined ? "is missing" : `is ${JSON.stringify(value)}`;
    return [`${path} ${found}: ${issue.message}`];
  });
  return inLines(lines);
}
