import { beforeAll, describe, expect, it } from "vitest";
import { buildGraph, type DeployGraph, graphSettings } from "../../stacks/graph/build-graph.ts";
import { functionNames } from "../../stacks/routes.ts";
import { calledBy } from "./called-commands.ts";
import { checkAlarms } from "./checks/alarms.ts";
import { checkConsole } from "./checks/console.ts";
import { checkDistribution } from "./checks/distribution.ts";
import { checkEnvironment } from "./checks/environment.ts";
import { checkEvents, checkForeignAlarms } from "./checks/events.ts";
import { checkFunctions } from "./checks/functions.ts";
import { checkHttpApi } from "./checks/http-api.ts";
import { checkIntake } from "./checks/intake.ts";
import { checkKeeping } from "./checks/keeping.ts";
import { checkPermissions } from "./checks/permissions.ts";
import { checkWriters } from "./checks/writers.ts";
import {
  fleetApart,
  fleetInBatch,
  fleetOf,
  fleetOfComponents,
  fleetOfIdle,
  fleetOfRetrainers,
  fleetOfTargetModels,
  fleetThatLogs,
  fleetThatQueues,
  fleetTriedInBatch,
  fleetWithExperiments,
  fleetWithProxy,
  jobRole,
} from "./fleets.ts";
import { json, list, object, ofType, statementsOf } from "./graph-reader.ts";

const called: Record<string, readonly string[]> = {};
const executionRoles = graphSettings.executionRoles;

beforeAll(async () => {
  for (const name of functionNames) called[name] = await calledBy(name);
});

function functionOf(graph: DeployGraph, name: string) {
  return object(ofType(graph, "lambda/function:Function").find((found) => found.name === name)?.properties);
}

function publicUrlOf(graph: DeployGraph): unknown {
  return object(object(functionOf(graph, "sweep").environment).variables).DRIFTWHEEL_API_URL;
}

describe.each([
  ["dev", "of 1", fleetOf(1), executionRoles],
  ["dev", "of 50", fleetOf(50), executionRoles],
  ["production", "of 1", fleetOf(1), executionRoles],
  ["production", "of 50", fleetOf(50), executionRoles],
  ["production", "that acts on what stands idle", fleetOfIdle(true), executionRoles],
  ["production", "that reports what stands idle", fleetOfIdle(false), executionRoles],
  ["production", "whose runs are in an MLflow App", fleetWithExperiments("app"), executionRoles],
  ["dev", "whose runs are on a server", fleetWithExperiments("url"), executionRoles],
  ["production", "whose callers log predictions", fleetThatLogs(), executionRoles],
  ["production", "with a model that queues requests", fleetThatQueues(), executionRoles],
  ["production", "whose challengers have endpoints of their own", fleetApart(), executionRoles],
  ["production", "whose challengers are inference components", fleetOfComponents(), executionRoles],
  ["production", "with a model of a multi-model endpoint", fleetOfTargetModels(), executionRoles],
  ["production", "with a model that is served in batch", fleetInBatch(), executionRoles],
  ["production", "that tries versions in transform jobs", fleetTriedInBatch(), executionRoles],
  ["production", "that a proxy answers for", fleetWithProxy(), executionRoles],
  ["production", "that retrains in every way", fleetOfRetrainers(), [...executionRoles, jobRole]],
] as const)("stage %s with a fleet %s", (stage, _, fleet, roles) => {
  let graph: DeployGraph;
  beforeAll(async () => {
    graph = await buildGraph({ stage, fleet });
  });

  it("brings every event from its bus to its function, and loses none on the way", () => {
    expect(checkIntake(graph, fleet)).toEqual([]);
  });

  it("sends each sample event to the functions that read it, and to no other", () => {
    expect(checkEvents(graph, fleet)).toEqual([]);
  });

  it("hears alarms of its own account and region only, and commands of nobody whom it was not told", () => {
    expect(checkForeignAlarms(graph)).toEqual([]);
    expect(checkWriters(graph)).toEqual([]);
  });

  it("is one component, in which each resource goes on as what it was before there was one", () => {
    expect(graph.filter(({ continued }) => !continued)).toEqual([]);
  });

  it("has functions with roles, logs and settings of their own, and rollouts that keep their version", () => {
    expect(checkFunctions(graph, fleet)).toEqual([]);
  });

  it("allows each function what its code calls, and nothing else", () => {
    expect(
      checkPermissions(graph, {
        ...{ fleet, executionRoles: roles, called },
        ownSecrets: [`/driftwheel/${stage}/links`],
      }),
    ).toEqual([]);
  });

  it("lets nobody into the API whom it does not know, but by hooks and links, and nobody too fast", () => {
    expect(checkHttpApi(graph)).toEqual([]);
  });

  it("tells each function the names that it needs, and no secret", () => {
    expect(checkEnvironment(graph, { experiments: fleet.experiments !== undefined })).toEqual([]);
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
      info: "arn:aws:sns:eu-west-1:444455556666:reading",
    };
    const graph = await buildGraph({ stage: "dev", fleet, settings: { ...graphSettings, topics } });
    expect(ofType(graph, "sns/topic:Topic")).toEqual([]);
    expect(ofType(graph, "kms/key:Key")).toEqual([]);
    expect(JSON.stringify(ofType(graph, "iam/policy:Policy"))).toContain(topics.page);
  });

  it("let only the named roles command by an event", async () => {
    const commandRoles = ["arn:aws:iam::444455556666:role/release", "arn:aws:iam::444455556666:role/on-call"];
    const graph = await buildGraph({ stage: "dev", fleet, settings: { ...graphSettings, commandRoles } });
    expect(checkWriters(graph, commandRoles)).toEqual([]);
  });

  it("let only the named accounts send events, and only what SageMaker and S3 say", async () => {
    const graph = await buildGraph({
      stage: "dev",
      fleet,
      settings: { ...graphSettings, sourceAccounts: ["777788889999", "222233334444"] },
    });
    const policies = ofType(graph, "cloudwatch/eventBusPolicy:EventBusPolicy").filter(
      ({ properties }) => properties.eventBusName === "default",
    );
    expect(policies.map(({ properties }) => json(properties.policy).Statement)).toEqual([
      [
        expect.objectContaining({
          Principal: { AWS: ["arn:aws:iam::777788889999:root", "arn:aws:iam::222233334444:root"] },
          Action: "events:PutEvents",
          Condition: { StringEquals: { "events:source": ["aws.sagemaker", "aws.s3"] } },
        }),
      ],
    ]);
  });

  it("put a web ACL before the public routes, and have the functions ask for its proof", async () => {
    const settings = { ...graphSettings, api: { ...graphSettings.api, waf: true } };
    const graph = await buildGraph({ stage: "dev", fleet, settings });
    const ownSecrets = ["/driftwheel/dev/links", "/driftwheel/dev/origin"];
    expect(checkDistribution(graph)).toEqual([]);
    expect(checkHttpApi(graph)).toEqual([]);
    expect(checkEnvironment(graph, { waf: true })).toEqual([]);
    expect(checkPermissions(graph, { fleet, executionRoles, ownSecrets, called })).toEqual([]);
    expect(publicUrlOf(graph)).toBe("https://d111111abcdef8.cloudfront.net");
  });

  it("let callers in by the tokens of an issuer, in IAM's place", async () => {
    const jwt = { issuer: "https://id.example.com", audience: ["driftwheel"], claim: "teams" };
    const settings = { ...graphSettings, api: { roles: { reader: ["ml"] }, jwt } };
    const graph = await buildGraph({ stage: "dev", fleet, settings });
    expect(checkHttpApi(graph, "JWT")).toEqual([]);
    expect(checkEnvironment(graph, { jwt: true })).toEqual([]);
    const { variables } = object(functionOf(graph, "api").environment);
    expect(variables).toMatchObject({
      DRIFTWHEEL_API_ROLES: '{"reader":["ml"],"operator":[],"approver":[]}',
      DRIFTWHEEL_API_ROLES_CLAIM: "teams",
    });
  });

  it("put the console behind a distribution, with the API's routes of callers at its origin", async () => {
    const jwt = { issuer: "https://id.example.com/pool", audience: ["console"], claim: "teams" };
    const certificate = "arn:aws:acm:us-east-1:444455556666:certificate/1a2b3c4d";
    const console = {
      clientId: "console",
      token: "id" as const,
      origins: ["https://sign-in.example.com"],
      domain: { name: "console.example.com", certificate },
    };
    const settings = { ...graphSettings, api: { roles: { reader: ["ml"] }, jwt, waf: true }, console };
    const graph = await buildGraph({ stage: "dev", fleet, settings });
    expect(checkConsole(graph, ["https://id.example.com", "https://sign-in.example.com"])).toEqual([]);
    expect(checkHttpApi(graph, "JWT")).toEqual([]);
    expect(checkDistribution(graph)).toEqual([]);
    const told = ofType(graph, "s3/bucketObjectv2:BucketObjectv2").find(
      ({ properties }) => properties.key === "console.json",
    );
    expect(json(told?.properties.content)).toEqual({
      signIn: {
        issuer: "https://id.example.com/pool",
        clientId: "console",
        scopes: ["openid"],
        token: "id",
      },
    });
    const without = await buildGraph({ stage: "dev", fleet });
    expect(without.filter(({ type }) => /s3|cloudfront/.test(type))).toEqual([]);
  });

  it("give links a domain of one's own, with or without a web ACL", async () => {
    const domain = {
      name: "ml.example.com",
      certificate: "arn:aws:acm:us-east-1:444455556666:certificate/1a2b3c4d",
    };
    const plain = await buildGraph({ stage: "dev", fleet, settings: { ...graphSettings, api: { domain } } });
    expect(publicUrlOf(plain)).toBe("https://ml.example.com");
    expect(ofType(plain, "apigatewayv2/apiMapping:ApiMapping")).toHaveLength(1);
    const api = { domain, waf: true };
    const guarded = await buildGraph({ stage: "dev", fleet, settings: { ...graphSettings, api } });
    expect(publicUrlOf(guarded)).toBe("https://ml.example.com");
    expect(ofType(guarded, "apigatewayv2/domainName:DomainName")).toEqual([]);
    expect(checkDistribution(guarded)).toEqual([]);
  });

  it("let readers of a secret use the key that it is encrypted with, for that and no more", async () => {
    const key = "arn:aws:kms:eu-west-1:444455556666:key/5e6f7a8b";
    const settings = { ...graphSettings, secrets: { key, links: "/team/links" } };
    const graph = await buildGraph({ stage: "dev", fleet, settings });
    const uses = ofType(graph, "iam/policy:Policy")
      .flatMap(({ properties }) => statementsOf(properties.policy))
      .filter(({ Resource }) => list(Resource).includes(key));
    expect(uses.length).toBeGreaterThan(8);
    for (const { Action, Condition } of uses) {
      expect(list(Action)).toEqual(["kms:Decrypt"]);
      expect(Condition?.StringEquals?.["kms:ViaService"]).toBe("ssm.eu-west-1.amazonaws.com");
    }
    expect(JSON.stringify(uses)).toContain("parameter/team/links");
    expect(JSON.stringify(uses)).not.toContain("parameter/driftwheel/dev/links");
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

describe("a fleet whose package groups other accounts share", () => {
  const sharing = "111122223333";
  const of = (name: string, region = "eu-west-1") =>
    `arn:aws:sagemaker:${region}:${sharing}:model-package-group/${name}`;
  const sharedFleet = (region?: string) => {
    const fleet = fleetOf(2);
    const [[first, policy] = []] = Object.entries(fleet.models);
    if (first === undefined || policy === undefined) throw new Error("The fleet has no model.");
    return {
      ...fleet,
      models: { ...fleet.models, [first]: { ...policy, packageGroup: of(policy.packageGroup, region) } },
    };
  };

  it("is let read, approve and mark the versions of those accounts, and nothing else of theirs", async () => {
    const fleet = sharedFleet();
    const graph = await buildGraph({ stage: "production", fleet });
    const ownSecrets = ["/driftwheel/production/links"];
    expect(checkPermissions(graph, { fleet, executionRoles, ownSecrets, called })).toEqual([]);
    const foreign = ofType(graph, "iam/policy:Policy")
      .flatMap(({ properties }) => statementsOf(properties.policy))
      .flatMap(({ Action, Resource }) =>
        list(Resource)
          .filter((arn) => arn.includes(sharing))
          .flatMap((arn) => list(Action).map((action) => `${action} ${arn}`)),
      );
    const versions = `arn:aws:sagemaker:eu-west-1:${sharing}:model-package/harbour-1-versions/*`;
    expect([...new Set(foreign)].toSorted()).toEqual([
      `sagemaker:DescribeModelPackage ${versions}`,
      `sagemaker:UpdateModelPackage ${versions}`,
    ]);
  });

  it("is refused where SageMaker shares no group: in another region", async () => {
    await expect(buildGraph({ stage: "dev", fleet: sharedFleet("eu-west-3") })).rejects.toThrow(
      "SageMaker shares a group within its own region only",
    );
  });
});
