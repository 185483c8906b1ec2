import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { matchesPattern } from "@driftwheel/local/events/pattern.ts";
import { wantedRoutes } from "../../../stacks/functions/wanted-routes.ts";
import { type DeployGraph, graphPlace } from "../../../stacks/graph/build-graph.ts";
import { routes } from "../../../stacks/routes.ts";
import { sampleEvents } from "../../fixtures/sample-events.ts";
import { json, named, ofType } from "../graph-reader.ts";

/** Sample events that reach another function than the one that reads them, reach none, or reach two. */
export function checkEvents(graph: DeployGraph, fleet: Fleet): string[] {
  const wantedHere = wantedRoutes({ fleet, ...graphPlace });
  return sampleEvents.flatMap(({ name, event, receiver, bus }) => {
    if (typeof event !== "object" || event === null) return [];
    // A route that no model of the fleet needs is not there, and one of data hears of the fleet's places alone.
    const needed = wantedHere.some(({ pattern }) => matchesPattern(pattern, event));
    const routed = routes.some(({ pattern }) => matchesPattern(pattern, event));
    const wanted = ((needed || !routed) && receiver) || "nobody";
    const found = functionsFor(graph, bus, { ...event, ...graphPlace }).join(", ") || "nobody";
    return found === wanted ? [] : [`${name}.json: reaches ${found}, not ${wanted}`];
  });
}

/** Alarms of elsewhere that reach a function: a guard is named, and another account may have an alarm of that name. */
export function checkForeignAlarms(graph: DeployGraph): string[] {
  const alarm = sampleEvents.find(({ name }) => name.startsWith("alarm"))?.event;
  if (typeof alarm !== "object" || alarm === null) return ["there is no sample of an alarm"];
  const places = [
    { ...graphPlace, account: "777788889999" },
    { ...graphPlace, region: "us-east-1" },
  ];
  return places.flatMap((place) =>
    functionsFor(graph, "default", { ...alarm, ...place }).map(
      (name) => `${name} hears an alarm of ${place.account} in ${place.region}`,
    ),
  );
}

/** Along the deployed way: rules whose pattern matches, their targets, the functions that read these queues. */
function functionsFor(graph: DeployGraph, bus: "default" | "driftwheel", event: object): readonly string[] {
  const rules = ofType(graph, "cloudwatch/eventRule:EventRule")
    .filter(({ properties }) => (properties.eventBusName === "default") === (bus === "default"))
    .filter(({ properties }) => matchesPattern(json(properties.eventPattern), event))
    .map(({ properties }) => properties.name);
  const queues = ofType(graph, "cloudwatch/eventTarget:EventTarget")
    .filter(({ properties }) => rules.includes(properties.rule))
    .map(({ properties }) => properties.arn);
  return queues.flatMap((queue) =>
    ofType(graph, "lambda/eventSourceMapping:EventSourceMapping")
      .filter(({ properties }) => properties.eventSourceArn === queue)
      .map(
        ({ properties }) =>
          named(graph, "lambda/function:Function", properties.functionName)?.name ?? "nobody",
      ),
  );
}
