import { isOneOf } from "../../routing/compare.ts";
import { readRoute, writtenRoute } from "../../routing/route.ts";
import { changesEndpoint } from "../../vocabulary/effect.ts";
import { difference, type FoundBeside, type FoundEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { EndpointChange, Rollout, State } from "../../vocabulary/state.ts";
import { deployedInWords } from "../../vocabulary/trial/deployed-name.ts";
import type { Route } from "../../vocabulary/trial/route.ts";
import {
  asExpected,
  type EndpointReading,
  there,
  unconfirmed,
  whyTakenBack,
  withoutStop,
} from "../endpoint/reading-words.ts";
import { expectedConfig } from "./routes.ts";

type Apart = NonNullable<Rollout["apart"]>;

/** It shows neither what it was nor what it will be. */
const changing: ReadonlySet<string> = new Set(["Creating", "Updating", "SystemUpdating", "RollingBack"]);

/**
 * What one reading says of a trial on two endpoints: of the model's own endpoint, of the challenger's, and of the route
 * that divides the requests.
 */
export function readApart(
  state: State,
  rollout: Rollout,
  apart: Apart,
  found: FoundEndpoint,
  now: Date,
): EndpointReading {
  const trouble = ownTrouble(rollout, found);
  const { beside } = found;
  // Nobody asked for the others: that the own one is as it should be says nothing of them.
  if (trouble || !beside) return trouble ?? asExpected;
  const other = routeTrouble(apart, beside) ?? challengerTrouble(state, rollout, apart, beside, now);
  if (other) return other;
  return rollout.change ? readChange(state, rollout, rollout.change, { ...found, beside }, now) : asExpected;
}

/** Anything of the model's own endpoint that no entry of this trial asked for. */
function ownTrouble(rollout: Rollout, found: FoundEndpoint): EndpointReading | null {
  const { mayHave } = rollout;
  const config = expectedConfig(rollout);
  if (!found.exists)
    return unconfirmed("missing", `the endpoint does not exist any more; it should have ${config}`);
  if (found.status === "Failed" || found.status === "UpdateRollbackFailed")
    return unconfirmed("failed", `the endpoint is ${found.status}: ${reasonOf(found)}`);
  const differs = difference(found, mayHave);
  return differs ? unconfirmed("changed", differs) : null;
}

function routeTrouble({ parameter, routes }: Apart, { route }: FoundBeside): EndpointReading | null {
  if (isOneOf(routes, route.value)) return null;
  const wanted = routes.map((one) => (one === null ? "not exist yet" : `hold ${writtenRoute(one)}`));
  const should = `it should ${[...new Set(wanted)].join(" or ")}`;
  if (route.value === null)
    return unconfirmed("changed", `the route's parameter ${parameter} does not exist; ${should}`);
  const read = readRoute(route.value);
  return unconfirmed(
    "changed",
    read.ok
      ? `the route's parameter ${parameter} holds ${writtenRoute(read.route)}; ${should}`
      : `the route's parameter ${parameter} holds no route (${read.reason}); ${should}`,
  );
}

function challengerTrouble(
  state: State,
  rollout: Rollout,
  { endpoint, copies }: Apart,
  { endpoint: its }: FoundBeside,
  now: Date,
): EndpointReading | null {
  const { trialConfig, phase, change } = rollout;
  const the = `the challenger's ${deployedInWords(endpoint)}`;
  const other = [its.pendingConfig, its.config].find((config) => config !== null && config !== trialConfig);
  if (its.exists && other !== undefined)
    return unconfirmed("changed", `${the} has config ${other}, and should have ${trialConfig}`);
  if (phase === "deploying") {
    return its.status === "Failed"
      ? unconfirmed("taken-back", `${the} could not be created: ${reasonOf(its)}`)
      : null;
  }
  if (!answers(rollout)) return null;
  // Requests go where nothing answers: they are led back to the champion, whoever took the endpoint away.
  if (!its.exists)
    return unconfirmed("challenger-lost", `${the} does not exist any more, and the route leads there`);
  if (its.status !== "InService" && !changing.has(its.status))
    return unconfirmed("challenger-lost", `${the} is ${its.status}: ${reasonOf(its)}`);
  if (!copies || !waitsForRoute(state, rollout)) return null;
  if (its.status === "InService") return copiesLacking(the, its);
  return change && now.getTime() > Date.parse(change.deadline)
    ? unconfirmed(
        "challenger-lost",
        `${the} is ${its.status}, and should have had the copies that its share needs by ${change.deadline}`,
      )
    : null;
}

/** The route that was asked for is not written yet. */
function waitsForRoute({ outbox }: State, { change }: Rollout): boolean {
  return outbox.some(({ effect }) => effect.kind === "set-route" && effect.sequence === change?.sequence);
}

/** SageMaker is done, and not all of the copies that the next share needs are there. */
function copiesLacking(the: string, { copies, ...its }: FoundBeside["endpoint"]): EndpointReading | null {
  return copies && copies.there < copies.asked
    ? unconfirmed(
        "challenger-lost",
        `${the} has ${copies.there} of the ${copies.asked} copies that its share needs: ${reasonOf(its)}`,
      )
    : null;
}

/** True while requests go to the challenger's own endpoint, or are to. */
function answers({ phase, change, bake }: Rollout): boolean {
  if (bake) return false;
  return phase === "looking" || phase === "shifting" || (phase === "promoting" && isShared(change));
}

function isShared(change: EndpointChange | null): boolean {
  return change?.route?.challenger !== undefined;
}

function readChange(
  { outbox }: State,
  rollout: Rollout,
  change: EndpointChange,
  found: FoundEndpoint & { readonly beside: FoundBeside },
  now: Date,
): EndpointReading {
  const asked = outbox.some(({ effect }) => effect.sequence === change.sequence && changesEndpoint(effect));
  const isLate = now.getTime() > Date.parse(change.deadline);
  if (!asked && found.status === "InService") {
    const { endpoint, route } = found.beside;
    if (rollout.phase === "deploying") {
      if (endpoint.status === "InService") return there;
    } else if (found.config !== change.config) {
      return unconfirmed(
        "taken-back",
        `SageMaker took the update to ${change.config} back on its own: the endpoint is in service with ${found.config}${whyTakenBack(found)}`,
      );
    } else if (
      (change.route === null || isKnown(change.route, route, rollout.apart?.keptFor ?? 0, now)) &&
      !(rollout.phase === "rolling-back" && changing.has(endpoint.status) && !isLate)
    ) {
      // The challenger's endpoint may still be on its way, behind an answer that shows none; one that has not come to an
      // end by the deadline is no reason to hold what is back already. What deletes it has a deadline of its own.
      return rollout.phase === "rolling-back" && rollout.readUntil === null
        ? unconfirmed("back", `the route leads to ${rollout.endpoint} alone, as before the trial`)
        : there;
    }
  }
  return isLate ? unconfirmed("overdue", overdueInWords(rollout, change, found)) : asExpected;
}

/** The parameter holds it for so long that no caller goes by another. */
function isKnown(route: Route, { value, since }: FoundBeside["route"], keptFor: number, now: Date): boolean {
  return isOneOf([route], value) && now.getTime() - Date.parse(since ?? "") >= keptFor;
}

function overdueInWords(
  { phase, apart, trialConfig }: Rollout,
  { config, deadline, route }: EndpointChange,
  { status, config: has, beside }: FoundEndpoint & { readonly beside: FoundBeside },
): string {
  const { endpoint } = beside;
  if (phase === "deploying")
    return `the challenger's ${deployedInWords(apart?.endpoint ?? "")} ${endpoint.exists ? `is ${endpoint.status}` : "does not exist"}; it should have been in service with ${trialConfig} by ${deadline}`;
  const asked = route ? ` and the route ${writtenRoute(route)}` : "";
  return `the endpoint is ${status} with config ${has} and the route's parameter holds ${beside.route.value ?? "nothing"}; ${config}${asked} should have been there by ${deadline}`;
}

function reasonOf({ failureReason }: Pick<FoundEndpoint, "failureReason">): string {
  return failureReason ? withoutStop(failureReason) : "no reason given";
}
