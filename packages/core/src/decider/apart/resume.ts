import { isArm } from "../../routing/compare.ts";
import { readRoute, writtenRoute } from "../../routing/route.ts";
import type { EndpointFact } from "../../vocabulary/fact.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import { deployedInWords } from "../../vocabulary/trial/deployed-name.ts";
import type { Route } from "../../vocabulary/trial/route.ts";
import { aloneOn, isChampions } from "./routes.ts";

/** What is found of a held trial on two endpoints, where it can go on or end from there. */
export interface ResumableRoute {
  readonly route: Route | null;
  /** The challenger's endpoint serves what it was given. */
  readonly challengerServes: boolean;
}

/**
 * How the route and the challenger's endpoint are, for who resumes a held trial.
 *
 * @param config what the model's own endpoint must have for the trial to go on
 * @returns why they are nothing to go on from, with what to do
 */
export function resumableRoute(
  model: string,
  { rollout, apart, endpoint, originalConfig, trialConfig, bake, rollBackReason }: Rollout,
  found: EndpointFact | undefined,
  config: string,
): ResumableRoute | { readonly refused: string } {
  const beside = found?.beside;
  if (!apart || !beside) return { refused: "the challenger's endpoint and the route could not be read." };
  const its = beside.endpoint;
  const the = `the route's parameter ${apart.parameter}`;
  const write = `write ${writtenRoute(aloneOn(model, endpoint, originalConfig))} into it to end the trial, and resume the model then.`;
  // A way back waits for nothing of the challenger's, which may never come to an end.
  if (
    rollBackReason === null &&
    ["Creating", "Updating", "SystemUpdating", "RollingBack"].includes(its.status)
  )
    return {
      refused: `the challenger's ${deployedInWords(apart.endpoint)} is ${its.status}; resume the model when it is in service, or ask for the roll back first, which does not wait for it.`,
    };
  const challengerServes =
    (its.status === "InService" || its.status === "Updating") && its.config === trialConfig;
  const { value } = beside.route;
  if (value === null) return { route: null, challengerServes };
  const read = readRoute(value);
  if (!read.ok) return { refused: `${the} holds no route (${read.reason}); ${write}` };
  const { route } = read;
  const isOwn =
    route.model === model &&
    [originalConfig, trialConfig].some((config) => isChampions(route.champion, { endpoint, config })) &&
    (route.challenger === undefined ||
      (isArm(route.challenger, apart.endpoint) && route.rollout === rollout));
  if (!isOwn) return { refused: `${the} holds ${writtenRoute(route)}, which is not of this trial; ${write}` };
  const leadsThere = route.challenger !== undefined;
  if (leadsThere && (bake || !challengerServes))
    return {
      refused: `${the} leads to ${apart.endpoint}, which ${its.exists ? `is ${its.status} with config ${its.config}` : "does not exist"}; ${write}`,
    };
  if (leadsThere && found?.config !== config)
    return {
      refused: `the endpoint has config ${found?.config}, with which the trial cannot go on, and ${the} leads to ${apart.endpoint}; ${write}`,
    };
  return { route, challengerServes };
}
