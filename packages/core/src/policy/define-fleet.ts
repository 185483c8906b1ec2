import { type Fleet, type FleetInput, fleetPolicy, type ModelPolicy, modelPolicy } from "./policy.ts";
import { describeIssues } from "./refusal/describe-issues.ts";
import { type Fault, FleetRefused, told } from "./refusal/fault.ts";
import { valueAt } from "./refusal/path.ts";
import { challengerFaults } from "./rollout/challenger-faults.ts";
import { guardrailFaults } from "./rollout/guardrail-faults.ts";
import { alertFaults } from "./rules/alerts.ts";
import { asynchronousFaults } from "./rules/asynchronous.ts";
import { driftFaults } from "./rules/drift.ts";
import { experimentFaults, withExperiments } from "./rules/experiments.ts";
import { gateFaults } from "./rules/gate.ts";
import { hookFaults } from "./rules/hooks.ts";
import { idleFaults } from "./rules/idle.ts";
import { lostNames, sharedNames, unknownModels } from "./rules/names.ts";
import { outcomeValueFaults } from "./rules/outcome-values.ts";
import { qualityFaults } from "./rules/quality.ts";
import { registerFaults } from "./rules/register.ts";
import { retrainFaults } from "./rules/retrain.ts";
import { rolloutFaults } from "./rules/rollout.ts";
import { routeFaults } from "./rules/route.ts";
import { Section } from "./rules/section.ts";
import { servingFaults } from "./rules/serving/serving.ts";
import { coldStartFaults } from "./serving/cold-start-faults.ts";
import { shadowFaults } from "./shadow/shadow-faults.ts";

/**
 * Checks a fleet and completes it with defaults.
 *
 * @throws FleetRefused naming the path of every field that is wrong, its value, and what would be right.
 */
export function defineFleet(input: FleetInput): Fleet {
  const refuse = (faults: readonly Fault[]) => new FleetRefused(faults.map((fault) => told(fault, input)));
  const lost = ["models", "webhooks", "hooks"].flatMap((field) => lostNames(input, field));
  if (lost.length > 0) throw refuse(lost);
  const parsed = fleetPolicy.safeParse(input);
  if (!parsed.success) {
    const { issues } = parsed.error;
    throw refuse([
      ...describeIssues(issues, { schema: fleetPolicy, input }),
      ...faultsOfModels(soundModels(input), input),
    ]);
  }
  const fleet = parsed.data;
  const faults = [
    ...sharedNames(fleet),
    ...faultsOfModels(fleet.models, input),
    ...unknownModels(fleet),
    ...hookFaults(fleet),
    ...idleFaults(fleet),
    ...experimentFaults(fleet),
  ];
  if (faults.length > 0) throw refuse(faults);
  return withExperiments(fleet);
}

/** What no schema of one field can tell of a model's policy. */
const rules = [
  servingFaults,
  routeFaults,
  asynchronousFaults,
  driftFaults,
  qualityFaults,
  retrainFaults,
  registerFaults,
  gateFaults,
  rolloutFaults,
  challengerFaults,
  guardrailFaults,
  coldStartFaults,
  shadowFaults,
  outcomeValueFaults,
  alertFaults,
];

function faultsOfModels(models: Fleet["models"], input: unknown): readonly Fault[] {
  return Object.entries(models).flatMap(([model, policy]) => {
    const section = new Section(valueAt(input, ["models", model]));
    return rules
      .flatMap((rule) => rule(policy, section))
      .map((fault) => ({ ...fault, path: ["models", model, ...fault.path] }));
  });
}

/** The models whose fields are each right by themselves, so that a person hears of everything at once. */
function soundModels(input: unknown): Readonly<Record<string, ModelPolicy>> {
  const models = valueAt(input, ["models"]);
  if (typeof models !== "object" || models === null) return {};
  return Object.fromEntries(
    Object.entries(models).flatMap(([model, written]) => {
      const parsed = modelPolicy.safeParse(written);
      return parsed.success ? [[model, parsed.data]] : [];
    }),
  );
}
