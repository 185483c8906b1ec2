import { matchesPattern } from "@driftwheel/local/events/pattern.ts";
import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { sampleEvents } from "../../fixtures/sample-events.ts";
import { json, named, ofType } from "../graph-reader.ts";

/** Sample events that reach another function than the one that reads them, reach none, or reach two. */
export function checkEvents(graph: DeployGraph): string[] {
  return sampleEvents.flatMap(({ name, event, receiver }) => {
    const reached = typeof event === "object" && event !== null ? functionsFor(graph, event) : [];
    const wanted = receiver ?? "nobody";
    const found = reached.join(", ") || "nobody";
    return found === wanted ? [] : [`${name}.json: reaches ${found}, not ${wanted}`];
  });
}

/** Along the deployed way: rules whose pattern matches, their targets, the functions that read these queues. */
function functionsFor(graph: DeployGraph, event: object): readonly string[] {
  const rules = ofType(graph, "cloudwatch/eventRule:EventRule")
    .filter(({ properties }) => properties.eventBusName === "default")
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
