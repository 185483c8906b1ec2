import type { Rollout } from "../../vocabulary/state.ts";
import { deployedName, deployedOn, isComponent } from "../../vocabulary/trial/deployed-name.ts";
import type { Route } from "../../vocabulary/trial/route.ts";

/** Outside a trial the model's own endpoint answers all. */
export function aloneOn(model: string, endpoint: string): Route {
  return { model, champion: { ...deployedOn(endpoint), weight: 100 } };
}

/** How the route divides the requests while the challenger has its share, in percent. */
export function dividedBy(
  model: string,
  { rollout, endpoint }: Pick<Rollout, "rollout" | "endpoint">,
  { endpoint: apart }: { readonly endpoint: string },
  share: number,
): Route {
  return {
    model,
    champion: { ...deployedOn(endpoint), weight: 100 - share },
    challenger: { ...deployedOn(apart), weight: share },
    rollout,
  };
}

/** The route as people read it: `frost-prod 95%, driftwheel-frost-v4-2 5%`. */
export function routeInWords({ champion, challenger }: Route): string {
  return [champion, ...(challenger ? [challenger] : [])]
    .map((arm) => `${deployedName(arm)} ${arm.weight}%`)
    .join(", ");
}

/** The config that the model's own endpoint should have by now. */
export function expectedConfig({
  apart,
  phase,
  change,
  originalConfig,
  trialConfig,
  mayHave,
}: Rollout): string {
  if (!apart) return change?.config ?? trialConfig;
  return phase === "deploying" ? originalConfig : (change?.config ?? mayHave.configs[0] ?? originalConfig);
}

/** What the winner is called where it serves alone: a component keeps its name, whatever model it serves. */
export function winnerVariant({
  champion,
  challenger,
  endpoint,
}: Pick<Rollout, "champion" | "challenger" | "endpoint">): string {
  return isComponent(endpoint) ? champion.variant : challenger.variant;
}
