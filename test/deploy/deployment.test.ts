import { beforeAll, describe, expect, it } from "vitest";
import { functionNames } from "../../stacks/bundling/bundle.ts";
import { buildGraph, type DeployGraph, graphSettings } from "../../stacks/graph/build-graph.ts";
import { calledBy } from "./called-commands.ts";
import { checkAlarms } from "./checks/alarms.ts";
import { checkEvents } from "./checks/events.ts";
import { checkFunctions } from "./checks/functions.ts";
import { checkIntake } from "./checks/intake.ts";
import { checkKeeping } from "./checks/keeping.ts";
import { checkPermissions } from "./checks/permissions.ts";
import { fleetOf } from "./fleets.ts";
import { json, ofType } from "./graph-reader.ts";

const called: Record<string, readonly string[]> = {};
const executionRoles = graphSettings.executionRoles;

beforeAll(async () => {
  for (const name of functionNames) called[name] = await calledBy(name);
});

describe.each([
  ["dev", 1],
  ["dev", 50],
  ["production", 1],
  ["production", 50],
])("stage %s with a fleet of %i", (stage, models) => {
  const fleet = fleetOf(models);
  let graph: DeployGraph;
  beforeAll(async () => {
    graph = await buildGraph({ stage, fleet });
  });

  it("brings every event from its bus to its function, and loses none on the way", () => {
    expect(checkIntake(graph)).toEqual([]);
  });

  it("sends each sample event to the functions that read it, and to no other", () => {
    expect(checkEvents(graph)).toEqual([]);
  });

  it("has functions with roles, logs and settings of their own, and rollouts that keep their version", () => {
    expect(checkFunctions(graph)).toEqual([]);
  });

  it("allows each function what its code calls, and nothing else", () => {
    expect(checkPermissions(graph, { fleet, executionRoles, called })).toEqual([]);
  });

  it("keeps the ledger, the announcements and the alerts safe", () => {
    expect(checkKeeping(graph, stage)).toEqual([]);
  });

  it("has an alarm on everything of itself that can fail", () => {
    expect(checkAlarms(graph)).toEqual([]);
  });

  it("has policies that IAM takes", () => {
    for (const { properties } of ofType(graph, "iam/policy:Policy")) {
      expect(String(properties.policy).length).toBeLessThanOrEqual(6_144);
    }
    const attached = Map.groupBy(
      ofType(graph, "iam/rolePolicyAttachment:RolePolicyAttachment"),
      ({ properties }) => properties.role,
    );
    for (const policies of attached.values()) expect(policies.length).toBeLessThanOrEqual(10);
  });
});

describe("settings", () => {
  const fleet = fleetOf(2);

  it("take topics that exist already, and make no key for them", async () => {
    const topics = {
      page: "arn:aws:sns:eu-west-1:444455556666:oncall",
      notify: "arn:aws:sns:eu-west-1:444455556666:team",
    };
    const graph = await buildGraph({ stage: "dev", fleet, settings: { ...graphSettings, topics } });
    expect(ofType(graph, "sns/topic:Topic")).toEqual([]);
    expect(ofType(graph, "kms/key:Key")).toEqual([]);
    expect(JSON.stringify(ofType(graph, "iam/policy:Policy"))).toContain(topics.page);
  });

  it("let only the named accounts send events, and only what AWS says", async () => {
    const graph = await buildGraph({
      stage: "dev",
      fleet,
      settings: { ...graphSettings, sourceAccounts: ["777788889999", "222233334444"] },
    });
    const policies = ofType(graph, "cloudwatch/eventBusPolicy:EventBusPolicy");
    expect(policies.map(({ properties }) => json(properties.policy).Statement)).toEqual([
      [
        expect.objectContaining({
          Principal: { AWS: ["arn:aws:iam::777788889999:root", "arn:aws:iam::222233334444:root"] },
          Action: "events:PutEvents",
          Condition: { StringEquals: { "events:source": ["aws.sagemaker", "aws.cloudwatch", "aws.s3"] } },
        }),
      ],
    ]);
  });

  it("trace only by choice", async () => {
    const graph = await buildGraph({ stage: "dev", fleet, settings: { ...graphSettings, tracing: true } });
    for (const { properties } of ofType(graph, "lambda/function:Function")) {
      expect(properties.tracingConfig).toEqual({ mode: "Active" });
    }
    expect(JSON.stringify(ofType(graph, "iam/policy:Policy"))).toContain("xray:PutTraceSegments");
  });

  it("name each model until a fleet is too large for a role, and its prefix then", async () => {
    const large = fleetOf(500);
    await expect(buildGraph({ stage: "dev", fleet: large })).rejects.toThrow("too many models to name each");
    const settings = { ...graphSettings, prefix: "harbour-" };
    const graph = await buildGraph({ stage: "dev", fleet: large, settings });
    expect(JSON.stringify(ofType(graph, "iam/policy:Policy"))).toContain("endpoint/harbour-*");
  });
});
