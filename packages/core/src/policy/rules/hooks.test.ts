import { describe, expect, it } from "vitest";
import { defineFleet } from "../define-fleet.ts";
import type { FleetInput } from "../policy.ts";
import { policyInput } from "../testing/fleet.ts";

const model = policyInput("vines");
const retrain = { signal: "retrain", model: "vines" };
const github = { scheme: "github", secret: "/vines/github", rules: [retrain] };

/** The hooks below are what a person could write in a file that no compiler has seen. */
function refusal(hooks: object): string {
  try {
    defineFleet({ models: { vines: model }, hooks } as unknown as FleetInput);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "accepted";
}
const ofRule = (rule: object) => refusal({ lab: { ...github, rules: [rule] } });

const ofRegistered = (...registeredModels: readonly object[]) =>
  refusal({ lab: { scheme: "mlflow", secret: "/vines/mlflow", registeredModels } });

describe("hooks", () => {
  it("are taken when they can work, header names in lower case", () => {
    const signature = { header: "X-Lab-Signature" };
    const fleet = defineFleet({
      models: { vines: model },
      hooks: { lab: { ...github, scheme: "hmac", signature } },
    } as unknown as FleetInput);

    expect(fleet.hooks?.lab?.signature).toEqual({ header: "x-lab-signature", encoding: "hex", prefix: "" });
  });

  it.each([
    [
      "hmac without a signature",
      refusal({ lab: { ...github, scheme: "hmac" } }),
      'hooks.lab.signature is missing: the scheme "hmac" needs it; write signature: { header: "x-signature" }',
    ],
    [
      "a signature where the scheme has its own",
      refusal({ lab: { ...github, signature: { header: "x-signature" } } }),
      'hooks.lab.signature is {"header":"x-signature"}: is for the scheme "hmac" only',
    ],
    [
      "one secret for two sources",
      refusal({ lab: github, field: github }),
      'hooks.field.secret is "/vines/github": that is hooks.lab\'s already; give each source its own',
    ],
    [
      "a secret in the place of its name",
      refusal({ lab: { ...github, secret: "hunter2hunter2hunter2" } }),
      "the secret itself does not belong here",
    ],
    [
      "a model that is not there",
      ofRule({ signal: "retrain", model: "vine" }),
      'hooks.lab.rules.0.model is "vine": the fleet has no such model; it has vines',
    ],
    [
      "a retraining of nothing",
      ofRule({ signal: "retrain" }),
      'hooks.lab.rules.0.model is missing: "retrain" needs it',
    ],
    [
      "an outcome without its counts",
      ofRule({ signal: "outcome", model: "vines", variant: "a", successes: { from: "body.s" } }),
      'hooks.lab.rules.0.trials is missing: "outcome" needs it; write a text or trials: { from: "body.trials" }',
    ],
    [
      "a field that means nothing to its signal",
      ofRule({ ...retrain, version: { from: "body.v" } }),
      'hooks.lab.rules.0.version is {"from":"body.v"}: means nothing to "retrain"; leave it out',
    ],
    [
      "a version that is none",
      ofRule({ signal: "approve", model: "vines", version: "latest" }),
      'hooks.lab.rules.0.version is "latest": must be a version number; write version: "7"',
    ],
    [
      "a rule behind one that always counts",
      refusal({ lab: { ...github, rules: [retrain, retrain] } }),
      'hooks.lab.rules.1 is {"signal":"retrain","model":"vines"}: is never reached: rules.0 has no "when" and always counts; put rules.0 last',
    ],
    [
      "no rule at all",
      refusal({ lab: { ...github, rules: [] } }),
      "hooks.lab.rules is []: needs at least one rule",
    ],
    [
      "registered models where MLflow does not send",
      refusal({
        lab: { ...github, registeredModels: [{ name: "vines", model: "vines", alias: "champion" }] },
      }),
      ': is for the scheme "mlflow" only; leave it out: "github" has rules',
    ],
    [
      "a registered model of no model",
      ofRegistered({ name: "vines", model: "vine", alias: "champion" }),
      'hooks.lab.registeredModels.0.model is "vine": the fleet has no such model; it has vines',
    ],
    [
      "a registered model that means nothing",
      ofRegistered({ name: "vines", model: "vines" }),
      'means nothing: it needs newVersion, alias or packageTag; write { name: "vines", model: "vines", alias: "champion" }',
    ],
    [
      "a new version that would approve itself",
      ofRegistered({ name: "vines", model: "vines", newVersion: "approve" }),
      'hooks.lab.registeredModels.0.newVersion is "approve": must be "new data" or "retrain"',
    ],
    [
      "a registered model twice",
      ofRegistered({ name: "v", model: "vines", alias: "a" }, { name: "v", model: "vines", packageTag: "b" }),
      'hooks.lab.registeredModels.1.name is "v": registeredModels.0 has it already, and the first one counts',
    ],
    ["an unknown signal", ofRule({ signal: "deploy" }), "hooks.lab.rules.0.signal"],
    [
      "a value that is neither text nor expression",
      ofRule({ signal: "retrain", model: 3 }),
      "must be a text, or { from:",
    ],
  ])("are refused with %s", (_, message, expected) => {
    expect(message).toContain(expected);
  });
});
