import type { Hook, HookRule, RegisteredModel } from "./hooks.ts";

/** A rule of a hook, and where it is written in it: `rules.0`, `registeredModels.0.alias`. */
export interface PlacedRule {
  readonly path: string;
  readonly rule: HookRule;
}

/** Every rule of a hook in the order in which they are asked. */
export function rulesOf({
  registeredModels = [],
  rules,
}: Pick<Hook, "registeredModels" | "rules">): readonly PlacedRule[] {
  return [
    ...registeredModels.flatMap((registered, place) => rulesOfModel(registered, `registeredModels.${place}`)),
    ...rules.map((rule, place) => ({ path: `rules.${place}`, rule })),
  ];
}

/**
 * The rules that stand for a registered model of MLflow.
 * Events and what they carry: https://mlflow.org/docs/latest/ml/webhooks
 */
function rulesOfModel(
  { name, model, newVersion, alias, packageTag }: RegisteredModel,
  path: string,
): readonly PlacedRule[] {
  const of = (entity: string, action: string, ...more: readonly string[]) =>
    [
      `body.entity == '${entity}'`,
      `body.action == '${action}'`,
      `body.data.name == ${literal(name)}`,
      ...more,
    ].join(" && ");
  const rules: PlacedRule[] = [];
  if (newVersion !== undefined) {
    // A pipeline that Driftwheel started tags what it registers: else each retraining would ask for the next.
    const when = of("model_version", "created", "!(body.data.tags.driftwheel)");
    const reason = {
      from: "join('', ['MLflow registered version ', body.data.version, ' of ', body.data.name])",
    };
    rules.push({ path: `${path}.newVersion`, rule: { when, signal: newVersion, model, reason } });
  }
  if (alias !== undefined) {
    const when = of("model_version_alias", "created", `body.data.alias == ${literal(alias)}`);
    const reason = { from: "join('', ['MLflow alias ', body.data.alias])" };
    const version = { from: "body.data.version" };
    rules.push({ path: `${path}.alias`, rule: { when, signal: "approve", model, version, reason } });
  }
  if (packageTag !== undefined) {
    const when = of("model_version_tag", "set", `body.data.key == ${literal(packageTag)}`);
    const reason = { from: "join('', ['MLflow tag on version ', body.data.version])" };
    const version = { from: "body.data.value" };
    rules.push({ path: `${path}.packageTag`, rule: { when, signal: "approve", model, version, reason } });
  }
  return rules;
}

/** A text inside of a JMESPath expression. https://jmespath.org/specification.html#literal-expressions */
function literal(text: string): string {
  return `\`${JSON.stringify(text).replaceAll("`", "\\u0060")}\``;
}
