import { rulesOf } from "./hook-rules.ts";
import type { Hook, HookRule } from "./hooks.ts";
import type { Fleet } from "./policy.ts";

type Signal = HookRule["signal"];
type Field = Exclude<keyof HookRule, "when" | "signal">;

/** What each signal cannot do without, and what it may have besides. */
const fields: Readonly<Record<Signal, { readonly needs: readonly Field[]; readonly may: readonly Field[] }>> =
  {
    retrain: { needs: ["model"], may: ["reason"] },
    "new data": { needs: ["model"], may: ["reason"] },
    outcome: { needs: ["model", "variant", "successes", "trials"], may: [] },
    approve: { needs: ["model", "version"], may: ["reason"] },
    "drift report": { needs: [], may: ["model", "report"] },
    "evidently report": { needs: [], may: ["model", "report"] },
  };

/** What no schema of one field can tell about a fleet's hooks; a line for each fault, with path and remedy. */
export function hookFaults({ hooks = {}, models }: Fleet): readonly string[] {
  const owners = new Map<string, string>();
  return Object.entries(hooks).flatMap(([source, hook]) => {
    const owner = owners.get(hook.secret);
    owners.set(hook.secret, source);
    // What is signed for one source would be a valid request to the other.
    const shared =
      owner === undefined
        ? []
        : [
            `hooks.${source}.secret is "${hook.secret}": that is hooks.${owner}'s already; give each source its own`,
          ];
    return [
      ...shared,
      ...signatureFaults(`hooks.${source}`, hook),
      ...registeredFaults(`hooks.${source}`, hook, models),
      ...hook.rules.flatMap((rule, place) => ruleFaults(`hooks.${source}.rules.${place}`, rule, models)),
      ...unreachable(`hooks.${source}`, hook),
    ];
  });
}

function signatureFaults(path: string, { scheme, signature }: Hook): readonly string[] {
  if (scheme === "hmac" && signature === undefined) {
    return [`${path}.signature is missing: the scheme "hmac" needs it, such as { header: "x-signature" }`];
  }
  if (scheme !== "hmac" && signature !== undefined) {
    return [`${path}.signature is for the scheme "hmac" only; "${scheme}" says itself where it stands`];
  }
  return [];
}

function registeredFaults(path: string, hook: Hook, models: Fleet["models"]): readonly string[] {
  const { scheme, registeredModels } = hook;
  if (scheme !== "mlflow" && registeredModels !== undefined) {
    return [`${path}.registeredModels is for the scheme "mlflow" only; "${scheme}" has rules`];
  }
  const faults = (registeredModels ?? []).flatMap((registered, place) => {
    const at = `${path}.registeredModels.${place}`;
    const { name, newVersion, alias, packageTag } = registered;
    const first = (registeredModels ?? []).findIndex((other) => other.name === name);
    const means = newVersion ?? alias ?? packageTag;
    return [
      ...(means === undefined
        ? [`${at} means nothing: it needs newVersion, alias or packageTag, such as { alias: "champion" }`]
        : []),
      ...(first < place
        ? [
            `${at}.name is "${name}": registeredModels.${first} has it already, and the first one counts; say it there, or give the other model a source of its own`,
          ]
        : []),
      ...unknownModel(at, registered.model, models),
    ];
  });
  return rulesOf(hook).length === 0 && faults.length === 0
    ? [`${path}.rules is empty: needs at least one rule; a webhook that means nothing is taken for nothing`]
    : faults;
}

function unknownModel(path: string, model: string, models: Fleet["models"]): readonly string[] {
  return Object.hasOwn(models, model)
    ? []
    : [
        `${path}.model is "${model}": the fleet has no such model; it has ${Object.keys(models).join(", ") || "none"}`,
      ];
}

function ruleFaults(path: string, rule: HookRule, models: Fleet["models"]): readonly string[] {
  const { needs, may } = fields[rule.signal];
  const missing = needs
    .filter((field) => rule[field] === undefined)
    .map(
      (field) =>
        `${path}.${field} is missing: "${rule.signal}" needs it, as a text or { from: "body.${field}" }`,
    );
  const allowed: ReadonlySet<string> = new Set([...needs, ...may, "when", "signal"]);
  const foreign = Object.entries(rule)
    .filter(([field, value]) => value !== undefined && !allowed.has(field))
    .map(([field]) => `${path}.${field} means nothing to "${rule.signal}"; leave it out`);
  const unknown = typeof rule.model === "string" ? unknownModel(path, rule.model, models) : [];
  const version =
    typeof rule.version === "string" && !/^[1-9]\d*$/.test(rule.version)
      ? [`${path}.version is "${rule.version}": must be a version number, or { from: "body.version" }`]
      : [];
  return [...missing, ...foreign, ...unknown, ...version];
}

/** Of several rules the first counts, so nothing comes after one that always does. */
function unreachable(path: string, { rules }: Hook): readonly string[] {
  const always = rules.findIndex(({ when }) => when === undefined);
  return always < 0 || always === rules.length - 1
    ? []
    : [
        `${path}.rules.${always + 1} is never reached: rules.${always} has no "when" and always counts; put it last`,
      ];
}
