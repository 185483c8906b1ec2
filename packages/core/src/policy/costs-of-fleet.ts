import type { Fleet, ModelPolicy } from "./policy.ts";

/** True where it is written down what retrainings and trials cost: the fleet asks for it, or a budget rests on it. */
export function recordsCosts({ costs, retrain }: ModelPolicy): boolean {
  return costs !== undefined || retrain.budget !== undefined;
}

/** The same fleet, whose models know what the fleet says of prices. */
export function withCosts(fleet: Fleet): Fleet {
  const { costs } = fleet;
  if (costs === undefined) return fleet;
  const models = Object.entries(fleet.models).map(([name, policy]) => [name, { ...policy, costs }] as const);
  return { ...fleet, models: Object.fromEntries(models) };
}
