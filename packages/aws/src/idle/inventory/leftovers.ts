import {
  DescribeEndpointConfigCommand,
  DescribeInferenceComponentCommand,
  paginateListEndpointConfigs,
  paginateListInferenceComponents,
  paginateListModels,
} from "@aws-sdk/client-sagemaker";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { DeployedEndpoint, LeftoverFacts, MadeByRollout } from "@driftwheel/core/idle/inventory.ts";
import {
  departedRolloutsIn,
  isUsedInJobs,
  type LedgerRollout,
  modelsNamedBy,
  namesHeld,
  namesUnderWay,
  rolloutsIn,
} from "@driftwheel/core/idle/rollouts.ts";
import type { IdleState } from "@driftwheel/core/idle/state.ts";
import { accountName } from "@driftwheel/core/policy/rules/idle.ts";
import type { LedgerStore } from "@driftwheel/core/vocabulary/ports.ts";
import { deployedOn } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { isNotFound, orNull } from "../../failure.ts";
import { tagsOf } from "./tags-of.ts";

/** The fleet's ledgers, which know what its rollouts made. */
export interface FleetLedgers {
  readonly models: readonly string[];
  readonly ledger: Pick<LedgerStore, "read">;
}

interface Config {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: string;
  readonly models: readonly string[];
}

/** Models, configs and variants that rollouts made, and what of the account uses them. */
export async function findLeftovers(
  fleet: FleetLedgers,
  deployed: readonly DeployedEndpoint[],
  { open }: IdleState,
): Promise<LeftoverFacts> {
  const rollouts: LedgerRollout[] = [];
  const held: string[] = [];
  for (const model of fleet.models) {
    const entries = await fleet.ledger.read(model);
    const state = replay(model, entries);
    rollouts.push(...rolloutsIn(entries, state));
    held.push(...namesHeld(state));
  }
  const configs = await findConfigs();
  const models = await findModels();
  const served = new Set(deployed.map(({ name }) => lower(name)));
  const unknown = [...configs, ...models].filter(({ name }) => !madeBy(name, rollouts));
  const departed = new Set(unknown.flatMap(({ name }) => modelsNamedBy(name)));
  for (const model of departed) {
    if (model === accountName || fleet.models.includes(model)) continue;
    // Without entries it is of another deployment, or nobody's: nothing is known of it, and it stays.
    const entries = await fleet.ledger.read(model);
    const state = replay(model, entries);
    const its = departedRolloutsIn(entries, state);
    rollouts.push(...its);
    // A component may be on its host still, where the ledger alone knows its model.
    const serves =
      isUsedInJobs(entries) || its.some(({ endpoint }) => served.has(lower(deployedOn(endpoint).endpoint)));
    held.push(...(serves ? namesHeld(state) : namesUnderWay(state)));
  }
  // What an undo makes an endpoint of again.
  const undoable = Object.values(open).flatMap(({ act }) =>
    act?.operation === "delete-endpoint" ? [act.config] : [],
  );
  const used = new Set([...deployed.flatMap(({ configs: its }) => its), ...undoable].map(lower));
  const serving = configs.filter(({ name }) => used.has(lower(name))).flatMap(({ models: its }) => its);
  const inUse = new Set([...held, ...used, ...[...serving, ...(await modelsOfComponents())].map(lower)]);
  const ended = rollouts.filter(({ endedAt }) => endedAt !== null);
  const made: MadeByRollout[] = [];
  const add = async (
    kind: MadeByRollout["kind"],
    { name, arn, createdAt }: Omit<Config, "models">,
    namedBy: readonly string[],
  ) => {
    const rollout = madeBy(name, rollouts);
    if (!rollout) return;
    const tags = inUse.has(lower(name)) ? {} : await tagsOf(arn);
    made.push({ kind, name, arn, tags, createdAt, namedBy, ...rollout });
  };
  for (const config of configs) await add("endpoint-config", config, []);
  for (const model of models) {
    const names = configs.filter(({ models: its }) => its.includes(model.name)).map(({ name }) => name);
    const isKept = names.some((name) => !madeBy(name, rollouts) || inUse.has(lower(name)));
    if (isKept) inUse.add(lower(model.name));
    await add("model", model, names);
  }

  return { made, inUse, variants: variantsOf(ended, rollouts, deployed) };
}

/** The rollout that gave a thing its name. */
function madeBy(name: string, rollouts: readonly LedgerRollout[]): LedgerRollout | undefined {
  const its = rollouts.filter(
    ({ rollout, models }) =>
      lower(name).startsWith(`driftwheel-${lower(rollout)}-`) ||
      models.some((model) => lower(model) === lower(name)),
  );
  // The longest: a model's name may begin another's.
  return its.toSorted((one, other) => other.rollout.length - one.rollout.length)[0];
}

/** Of endpoints that no rollout changes now. */
function variantsOf(
  ended: readonly LedgerRollout[],
  all: readonly LedgerRollout[],
  deployed: readonly DeployedEndpoint[],
): LeftoverFacts["variants"] {
  const changing = new Set(
    all.filter(({ endedAt }) => endedAt === null).map(({ endpoint }) => lower(endpoint)),
  );
  return deployed.flatMap(({ name, arn, tags, variants }) => {
    if (changing.has(lower(name)) || variants.length < 2) return [];
    return variants.flatMap((variant) => {
      const by = ended.findLast(
        ({ endpoint, variants: its }) => lower(endpoint) === lower(name) && its.includes(variant.name),
      );
      if (!by || variant.weight > 0) return [];
      const { rollout, endedAt } = by;
      return [{ name: `${name}/${variant.name}`, arn, tags, endpoint: name, variant, rollout, endedAt }];
    });
  });
}

async function findConfigs(): Promise<readonly Config[]> {
  const configs: Config[] = [];
  for await (const page of paginateListEndpointConfigs({ client: sageMaker() }, { MaxResults: 100 })) {
    for (const { EndpointConfigName: name, EndpointConfigArn: arn, CreationTime } of page.EndpointConfigs ??
      []) {
      if (!name || !arn || !CreationTime) continue;
      const models = await modelsOf(name);
      if (models) configs.push({ name, arn, createdAt: CreationTime.toISOString(), models });
    }
  }
  return configs;
}

/** Null when it was deleted meanwhile. */
async function modelsOf(config: string): Promise<readonly string[] | null> {
  try {
    const { ProductionVariants = [], ShadowProductionVariants = [] } = await sageMaker().send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: config }),
    );
    return [...ProductionVariants, ...ShadowProductionVariants].flatMap(({ ModelName }) => ModelName ?? []);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Models that inference components serve, whose endpoints' configs name none. */
async function modelsOfComponents(): Promise<readonly string[]> {
  const models: string[] = [];
  for await (const page of paginateListInferenceComponents({ client: sageMaker() }, { MaxResults: 100 })) {
    for (const { InferenceComponentName = "" } of page.InferenceComponents ?? []) {
      const described = await orNull(() =>
        sageMaker().send(new DescribeInferenceComponentCommand({ InferenceComponentName })),
      );
      const { Specification, Specifications = [] } = described ?? {};
      models.push(
        ...[Specification, ...Specifications].flatMap((specification) => specification?.ModelName ?? []),
      );
    }
  }
  return models;
}

async function findModels(): Promise<readonly Omit<Config, "models">[]> {
  const models: Omit<Config, "models">[] = [];
  const rollouts = { NameContains: "driftwheel-", MaxResults: 100 };
  for await (const page of paginateListModels({ client: sageMaker() }, rollouts)) {
    for (const { ModelName: name, ModelArn: arn, CreationTime } of page.Models ?? []) {
      if (name && arn && CreationTime) models.push({ name, arn, createdAt: CreationTime.toISOString() });
    }
  }
  return models;
}

function lower(name: string): string {
  return name.toLowerCase();
}
