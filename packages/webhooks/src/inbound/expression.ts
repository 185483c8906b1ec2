import { rulesOf } from "@driftwheel/core/policy/hook-rules.ts";
import type { Hook, HookRule } from "@driftwheel/core/policy/hooks.ts";
import { syntaxFault } from "@driftwheel/payloads/expression.ts";

/** What expressions are asked of: what the signature vouches for, and the body. */
export interface Payload {
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** True as JMESPath means it: false, null, and what is empty are not. https://jmespath.org/specification.html#or-expressions */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/**
 * The expressions of a hook that are no JMESPath, with path and reason. Core imports nothing that could tell, so a
 * fleet file with one loads; whoever deploys or serves hooks asks here.
 */
export function brokenExpressions(source: string, hook: Hook): readonly string[] {
  return rulesOf(hook).flatMap(({ path, rule }) =>
    expressionsOf(rule).flatMap(([field, expression]) => {
      const why = syntaxFault(expression);
      return why === null
        ? []
        : [`hooks.${source}.${path}.${field} is ${JSON.stringify(expression)}: no JMESPath, ${why}`];
    }),
  );
}

function expressionsOf(rule: HookRule): readonly (readonly [string, string])[] {
  const from = Object.entries(rule).flatMap(([field, value]) =>
    typeof value === "object" ? [[`${field}.from`, value.from] as const] : [],
  );
  return rule.when === undefined ? from : [["when", rule.when] as const, ...from];
}
