import { rulesOf } from "../hook-rules.ts";
import type { Hook, HookRule } from "../hooks.ts";
import type { Fleet } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Path } from "../refusal/path.ts";
import { unknownModel } from "./names.ts";

type Signal = HookRule["signal"];
type Field = Exclude<keyof HookRule, "when" | "signal">;

/** What each signal cannot do without, and what it may have besides. */
const fields: Readonly<Record<Signal, { readonly needs: readonly Field[]; readonly may: readonly Field[] }>> =
  {
    retrain: { needs: ["model"], may: ["reason"] },
    "new data": { needs: ["model"], may: ["reason"] },
    outcome: { needs: ["model", "variant", "successes", "trials"], may: ["at"] },
    approve: { needs: ["model", "version"], may: ["reason"] },
    "drift report": { needs: [], may: ["model", "report"] },
    "evidently report": { needs: [], may: ["model", "report"] },
  };

/** What no schema of one field can tell about a fleet's hooks. */
export function hookFaults({ hooks = {}, models }: Fleet): readonly Fault[] {
  const owners = new Map<string, string>();
  return Object.entries(hooks).flatMap(([source, hook]) => {
    const path = ["hooks", source];
    const owner = owners.get(hook.secret);
    owners.set(hook.secret, source);
    // What is signed for one source would be a valid request to the other.
    const shared =
      owner === undefined
        ? []
        : [
            {
              path: [...path, "secret"],
              problem: `that is hooks.${owner}'s already`,
              remedy: `give each source its own, such as "${hook.secret}-${source}"`,
            },
          ];
    return [
      ...shared,
      ...signatureFaults(path, hook),
      ...registeredFaults(path, hook, models),
      ...hook.rules.flatMap((rule, place) => ruleFaults([...path, "rules", place], rule, models)),
      ...unreachable(path, hook),
    ];
  });
}

function signatureFaults(above: Path, { scheme, signature }: Hook): readonly Fault[] {
  const path = [...above, "signature"];
  if (scheme === "hmac" && signature === undefined) {
    return [{ path, problem: 'the scheme "hmac" needs it' }];
  }
  if (scheme !== "hmac" && signature !== undefined) {
    return [
      {
        path,
        problem: `is for the scheme "hmac" only; "${scheme}" says itself where it stands`,
        remedy: "leave it out",
      },
    ];
  }
  return [];
}

function registeredFaults(above: Path, hook: Hook, models: Fleet["models"]): readonly Fault[] {
  const { scheme, registeredModels } = hook;
  const list = [...above, "registeredModels"];
  if (scheme !== "mlflow" && registeredModels !== undefined) {
    return [
      {
        path: list,
        problem: `is for the scheme "mlflow" only`,
        remedy: `leave it out: "${scheme}" has rules`,
      },
    ];
  }
  const faults = (registeredModels ?? []).flatMap((registered, place): readonly Fault[] => {
    const at = [...list, place];
    const { name, newVersion, alias, packageTag } = registered;
    const first = (registeredModels ?? []).findIndex((other) => other.name === name);
    const unknown = unknownModel(models, registered.model);
    return [
      ...((newVersion ?? alias ?? packageTag) === undefined
        ? [
            {
              path: at,
              problem: "means nothing: it needs newVersion, alias or packageTag",
              remedy: `write { name: "${name}", model: "${registered.model}", alias: "champion" }`,
            },
          ]
        : []),
      ...(first < place
        ? [
            {
              path: [...at, "name"],
              problem: `registeredModels.${first} has it already, and the first one counts`,
              remedy: "say it there, or give the other model a source of its own",
            },
          ]
        : []),
      ...(unknown ? [{ path: [...at, "model"], ...unknown }] : []),
    ];
  });
  return rulesOf(hook).length === 0 && faults.length === 0
    ? [
        {
          path: [...above, "rules"],
          problem: "needs at least one rule: a webhook that means nothing is taken for nothing",
        },
      ]
    : faults;
}

function ruleFaults(path: Path, rule: HookRule, models: Fleet["models"]): readonly Fault[] {
  const { needs, may } = fields[rule.signal];
  const missing = needs
    .filter((field) => rule[field] === undefined)
    .map((field) => ({
      path: [...path, field],
      problem: `"${rule.signal}" needs it`,
      remedy: `write a text or ${field}: { from: "body.${field}" }`,
    }));
  const allowed: ReadonlySet<string> = new Set([...needs, ...may, "when", "signal"]);
  const foreign = Object.entries(rule)
    .filter(([field, value]) => value !== undefined && !allowed.has(field))
    .map(([field]) => ({
      path: [...path, field],
      problem: `means nothing to "${rule.signal}"`,
      remedy: "leave it out",
    }));
  const unknown = typeof rule.model === "string" ? unknownModel(models, rule.model) : null;
  const version =
    typeof rule.version === "string" && !/^[1-9]\d*$/.test(rule.version)
      ? [
          {
            path: [...path, "version"],
            problem: "must be a version number",
            remedy: 'write version: "7" or version: { from: "body.version" }',
          },
        ]
      : [];
  return [...missing, ...foreign, ...(unknown ? [{ path: [...path, "model"], ...unknown }] : []), ...version];
}

/** Of several rules the first counts, so nothing comes after one that always does. */
function unreachable(path: Path, { rules }: Hook): readonly Fault[] {
  const always = rules.findIndex(({ when }) => when === undefined);
  return always < 0 || always === rules.length - 1
    ? []
    : [
        {
          path: [...path, "rules", always + 1],
          problem: `is never reached: rules.${always} has no "when" and always counts`,
          remedy: `put rules.${always} last, or give it a when: "body.action == 'published'"`,
        },
      ];
}
