import { broadPermissions, broadPermissionsOfCosts } from "../permissions/broad-permissions.ts";
import { renderAlarms } from "./alarms.ts";
import { renderCosts } from "./costs.ts";
import { code, json, table } from "./markdown.ts";
import { renderRoles } from "./permissions.ts";
import { object, type PlannedResource } from "./resource.ts";
import { renderFunctions, renderMappings, renderQueues, renderRules, renderSchedules } from "./wiring.ts";

export interface Plan {
  readonly stage: string;
  /** What was deployed, in words: the fleet and the settings of this plan. */
  readonly of: string;
  readonly resources: readonly PlannedResource[];
}

/** Shown in a table of their own; of all others the plan shows every property. */
const shown = new Set([
  "aws:iam/role:Role",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:lambda/function:Function",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:scheduler/schedule:Schedule",
  "aws:sqs/queue:Queue",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/dashboard:Dashboard",
]);

function byTypeAndName(one: PlannedResource, other: PlannedResource): number {
  return one.type.localeCompare(other.type, "en") || one.name.localeCompare(other.name, "en");
}

/** Properties that hold JSON as text, as what the text says. */
function readable(properties: PlannedResource["properties"]): object {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, object(value) ?? value]));
}

/** The whole document. Pure: the same resources, the same text, in whichever order they come. */
export function renderPlan({ stage, of, resources: given }: Plan): string {
  const resources = given.filter(({ type }) => type.startsWith("aws:")).toSorted(byTypeAndName);
  const types = [...new Set(resources.map(({ type }) => type))];
  const others = resources.filter(({ type }) => !shown.has(type));
  const section = (title: string, body: string) => `## ${title}\n\n${body}`;
  return `${[
    "# What is deployed",
    `Written by \`npm run deploy:plan\` from the graph of resources that a deployment of stage \`${stage}\` creates: ${of} Do not edit it; CI fails when it is stale.`,
    section(
      "Resources",
      table(
        ["type", "how many", "names"],
        types.map((type) => {
          const names = resources.filter((resource) => resource.type === type).map(({ name }) => name);
          return [code(type), String(names.length), names.join(", ")];
        }),
      ),
    ),
    section("Functions", renderFunctions(resources)),
    section("Rules and patterns", renderRules(resources)),
    section("Schedules", renderSchedules(resources)),
    section("Queues", renderQueues(resources)),
    section("Who polls them", renderMappings(resources)),
    section("Roles and permissions", renderRoles(resources)),
    section(
      "What reaches beyond the fleet",
      table(
        ["action", "resource", "why"],
        [...broadPermissions, ...broadPermissionsOfCosts].map(({ action, resource, reason }) => [
          code(action),
          code(resource),
          reason,
        ]),
      ),
    ),
    section("Alarms", renderAlarms(resources)),
    section(
      "Everything else",
      table(
        ["type", "name", "properties"],
        others.map(({ type, name, properties }) => [code(type), name, code(json(readable(properties)))]),
      ),
    ),
    section("What it costs", renderCosts(resources)),
  ].join("\n\n")}\n`;
}
