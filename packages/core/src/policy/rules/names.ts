import { groupMeant, mixedGroups } from "../package-group.ts";
import type { Fleet, ModelPolicy } from "../policy.ts";
import { wrongName } from "../refusal/describe-issues.ts";
import type { Fault } from "../refusal/fault.ts";
import { nearest } from "../refusal/nearest.ts";

/**
 * Names that JavaScript's objects have already. `__proto__` is not even an entry where it is written as a name, so what
 * it names would be missing without a word: an object that is written plainly has the plainest of prototypes.
 */
export function lostNames(input: unknown, field: string): readonly Fault[] {
  const named: unknown = typeof input === "object" && input !== null ? Reflect.get(input, field) : null;
  if (typeof named !== "object" || named === null) return [];
  const prototype: unknown = Object.getPrototypeOf(named);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return [...Object.getOwnPropertyNames(named), ...(isPlain ? [] : ["__proto__"])]
    .filter((name) => name in Object.prototype && !Array.isArray(named))
    .map((name) => wrongName([field, name], "every object of JavaScript has that name"));
}

/** An event names an endpoint, a package group or a pipeline: each may belong to one model only. */
export function sharedNames({ models }: Pick<Fleet, "models">): readonly Fault[] {
  const names = (
    pick: (policy: ModelPolicy) => string | undefined,
    field: readonly string[],
    example: string,
  ) => {
    const owners = new Map<string, string>();
    return Object.entries(models).flatMap(([model, policy]): readonly Fault[] => {
      const name = pick(policy)?.toLowerCase();
      if (name === undefined) return [];
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, model);
      return owner === undefined
        ? []
        : [
            {
              path: ["models", model, ...field],
              problem: `that is models.${owner}'s already`,
              remedy: `give each model its own, such as "${model}${example}"`,
            },
          ];
    });
  };
  return [
    ...names(
      ({ endpoint, component, targetModel }) =>
        component === undefined && targetModel === undefined ? endpoint : undefined,
      ["endpoint"],
      "-prod",
    ),
    ...names(({ component }) => component, ["component"], ""),
    // Artifacts of two endpoints too: reports and predictions lie under the name.
    ...names(({ targetModel }) => targetModel?.artifact, ["targetModel", "artifact"], ".tar.gz"),
    ...sharedJobs(models),
    ...names(({ packageGroup }) => groupMeant(packageGroup), ["packageGroup"], ""),
    ...mixedGroups(models),
    ...names(({ route }) => route?.parameter, ["route", "parameter"], "/route"),
    ...names(({ retrain }) => retrain.pipeline, ["retrain", "pipeline"], "-train"),
    ...names(({ retrain }) => retrain.with?.stateMachine, ["retrain", "with", "stateMachine"], "-train"),
  ];
}

/** No transform job may be two models', and no model's reports may lie where an endpoint's do. */
function sharedJobs(models: Fleet["models"]): readonly Fault[] {
  const all = Object.entries(models);
  return all.flatMap(([model, { batch }], place) => {
    if (!batch) return [];
    const mine = batch.jobs.toLowerCase();
    const other = all.find(([, policy], at) => {
      if (policy.endpoint?.toLowerCase() === mine) return true;
      const its = policy.batch?.jobs.toLowerCase();
      if (its === undefined || at === place) return false;
      return mine.startsWith(`${its}-`) || (at < place && (its === mine || its.startsWith(`${mine}-`)));
    });
    if (!other) return [];
    const [name, policy] = other;
    const field = policy.batch ? "batch.jobs" : "endpoint";
    return [
      {
        path: ["models", model, "batch", "jobs"],
        problem: `does not tell its jobs from models.${name}'s, whose ${field} is ${JSON.stringify(policy.batch?.jobs ?? policy.endpoint)}`,
        remedy: `give each model its own, such as "${model}-batch"`,
      },
    ];
  });
}

/** That a fleet has no model of this name, and which was meant; null when it has one. */
export function unknownModel(
  models: Fleet["models"],
  name: string,
): Pick<Fault, "problem" | "remedy"> | null {
  if (Object.hasOwn(models, name)) return null;
  const names = Object.keys(models);
  const meant = nearest(name, names);
  return {
    problem: `the fleet has no such model; it has ${names.join(", ") || "none"}`,
    remedy: meant === null ? "write one that it has" : `did you mean ${JSON.stringify(meant)}?`,
  };
}

/** Models that subscriptions name and that are not there. */
export function unknownModels({ models, webhooks = {} }: Fleet): readonly Fault[] {
  return Object.entries(webhooks).flatMap(([name, subscription]) =>
    (subscription.models ?? []).flatMap((model, place) => {
      const fault = unknownModel(models, model);
      return fault === null ? [] : [{ path: ["webhooks", name, "models", place], ...fault }];
    }),
  );
}
