import { isExpression } from "@driftwheel/core/monitor/quality/metrics/place.ts";
import { rulesOf } from "@driftwheel/core/policy/hook-rules.ts";
import type { Hook, HookRule } from "@driftwheel/core/policy/hooks.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { type FleetFault, FleetRefused } from "@driftwheel/core/policy/refusal/fault.ts";

/**
 * Refuses a fleet for its expressions that are no JMESPath. Core imports nothing that could tell, so `defineFleet` takes
 * them; whoever loads or bundles a fleet asks here. JMESPath is loaded when there is one.
 *
 * @throws FleetRefused naming the path of every expression that is wrong, itself, and what would be right.
 */
export async function refuseBrokenExpressions(fleet: Fleet): Promise<void> {
  const written = [
    ...expressionsOfModels(fleet),
    ...Object.entries(fleet.hooks ?? {}).flatMap(([source, hook]) => expressionsOfHook(source, hook)),
  ];
  const faults = await faultsOf(written);
  if (faults.length > 0) throw new FleetRefused(faults);
}

/** The expressions of a hook that are no JMESPath. @param source its name, for their paths */
export function brokenHookExpressions(source: string, hook: Hook): Promise<readonly FleetFault[]> {
  return faultsOf(expressionsOfHook(source, hook));
}

interface Written {
  readonly path: string;
  readonly expression: string;
  /** What would be one. */
  readonly example: string;
}

async function faultsOf(written: readonly Written[]): Promise<readonly FleetFault[]> {
  if (written.length === 0) return [];
  const { syntaxFault } = await import("./expression.ts");
  return written.flatMap(({ path, expression, example }) => {
    const why = syntaxFault(expression);
    const value = JSON.stringify(expression);
    return why === null
      ? []
      : [{ path, value, problem: `no JMESPath, ${why}`, remedy: `write one such as ${example}` }];
  });
}

function expressionsOfModels({ models }: Fleet): readonly Written[] {
  return Object.entries(models).flatMap(([model, { drift, quality }]) =>
    [
      { field: "drift.features", place: drift.features, example: '"body.rows"' },
      ...Object.entries(drift.predictions ?? {}).map(([name, place]) => ({
        field: `drift.predictions.${name}`,
        place,
        example: '"predictions[].score", or a path',
      })),
      ...(["label", "prediction", "score"] as const).map((name) => ({
        field: `quality.${name}`,
        place: quality?.[name],
        example: '"predictions[].score", or a path',
      })),
    ].flatMap(({ field, place, example }) =>
      place !== undefined && (field === "drift.features" || isExpression(place))
        ? [{ path: `models.${model}.${field}`, expression: String(place), example }]
        : [],
    ),
  );
}

function expressionsOfHook(source: string, hook: Hook): readonly Written[] {
  return rulesOf(hook).flatMap(({ path, rule }) =>
    expressionsOfRule(rule).map(([field, expression, example]) => ({
      path: `hooks.${source}.${path}.${field}`,
      expression,
      example,
    })),
  );
}

function expressionsOfRule(rule: HookRule): readonly (readonly [string, string, string])[] {
  const from = Object.entries(rule).flatMap(([field, value]) =>
    typeof value === "object" ? [[`${field}.from`, value.from, `"body.${field}"`] as const] : [],
  );
  return rule.when === undefined
    ? from
    : [["when", rule.when, "\"body.action == 'published'\""] as const, ...from];
}
