import { isArm } from "../../routing/compare.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import {
  deployedName,
  deployedOn,
  isComponent,
  isTargetModel,
} from "../../vocabulary/trial/deployed-name.ts";
import type { Route, RoutedEndpoint } from "../../vocabulary/trial/route.ts";

/**
 * Outside a trial the model's own endpoint answers all.
 *
 * @param config what it serves: of a multi-model endpoint the artifact that answers, whatever the model is known by
 */
export function aloneOn(model: string, endpoint: string, config: string): Route {
  return { model, champion: { ...servingOn(endpoint, config), weight: 100 } };
}

/** True when callers who go by the arm ask what serves on the model's own endpoint with that config. */
export function isChampions(
  arm: RoutedEndpoint,
  { endpoint, config }: { readonly endpoint: string; readonly config: string },
): boolean {
  return isArm(arm, deployedName(servingOn(endpoint, config)));
}

/** What callers ask of it: an artifact is another with each promotion, and everything else keeps its name. */
function servingOn(endpoint: string, config: string): ReturnType<typeof deployedOn> {
  const on = deployedOn(endpoint);
  return isTargetModel(endpoint) ? { endpoint: on.endpoint, targetModel: config } : on;
}

/** How the route divides the requests while the challenger has its share, in percent. */
export function dividedBy(
  model: string,
  { rollout, endpoint, originalConfig }: Pick<Rollout, "rollout" | "endpoint" | "originalConfig">,
  { endpoint: apart }: { readonly endpoint: string },
  share: number,
): Route {
  return {
    model,
    champion: { ...servingOn(endpoint, originalConfig), weight: 100 - share },
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
