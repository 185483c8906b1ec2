import { beforeAll, describe, expect, it } from "vitest";
import {
  buildGraph,
  type DeployedResource,
  type DeployGraph,
  graphSecret,
  graphSettings,
} from "../../stacks/graph/build-graph.ts";
import { functionNames } from "../../stacks/routes.ts";
import { calledBy } from "./called-commands.ts";
import { checkAlarms } from "./checks/alarms.ts";
import { checkDistribution } from "./checks/distribution.ts";
import { checkEnvironment } from "./checks/environment.ts";
import { checkEvents, checkForeignAlarms } from "./checks/events.ts";
import { checkFunctions } from "./checks/functions.ts";
import { checkHttpApi } from "./checks/http-api.ts";
import { checkIntake } from "./checks/intake.ts";
import { checkKeeping } from "./checks/keeping.ts";
import { checkPermissions } from "./checks/permissions.ts";
import { checkWriters } from "./checks/writers.ts";
import { fleetOf } from "./fleets.ts";

const fleet = fleetOf(2);
const { executionRoles } = graphSettings;
const called: Record<string, readonly string[]> = {};
let graph: DeployGraph;

beforeAll(async () => {
  graph = await buildGraph({ stage: "production", fleet });
  for (const name of functionNames) called[name] = await calledBy(name);
});

type Properties = Record<string, unknown>;

/** The graph with one resource changed; the change must find its resource and change something. */
function changed(type: string, name: string, change: (properties: Properties) => void): DeployGraph {
  const mutated = graph.map((resource): DeployedResource => {
    if (resource.type !== `aws:${type}` || resource.name !== name) return resource;
    const properties = structuredClone(resource.properties) as Properties; // a clone may be changed
    change(properties);
    return { ...resource, properties };
  });
  expect(mutated).not.toEqual(graph);
  return mutated;
}

function without(type: string, name: string): DeployGraph {
  const left = graph.filter((resource) => resource.type !== `aws:${type}` || resource.name !== name);
  expect(left).toHaveLength(graph.length - 1);
  return left;
}

const replaced = (property: string, from: string | RegExp, to: string) => (properties: Properties) => {
  properties[property] = String(properties[property]).replace(from, to);
};
const ownSecrets = ["/driftwheel/production/links"];
const intake = (mutated: DeployGraph) => checkIntake(mutated, fleet);
const events = (mutated: DeployGraph) => checkEvents(mutated, fleet);
const permissions = (mutated: DeployGraph) =>
  checkPermissions(mutated, { fleet, executionRoles, ownSecrets, called });

describe("the checks of the deployment see", () => {
  it("nothing wrong in what is deployed", () => {
    const found = [intake, events, checkFunctions, checkAlarms, checkHttpApi, checkEnvironment].flatMap(
      (check) => check(graph),
    );
    expect([...found, ...checkKeeping(graph, "production"), ...permissions(graph)]).toEqual([]);
  });

  it("a pattern that was narrowed or widened", () => {
    const type = "cloudwatch/eventRule:EventRule";
    const narrowed = changed(
      type,
      "endpoint",
      replaced("eventPattern", ',"SageMaker Endpoint Deployment State Change"', ""),
    );
    expect(intake(narrowed)).toEqual(["endpoint: has another pattern than its route"]);
    expect(events(narrowed)).toContain("endpoint-deployment.baking.json: reaches nobody, not endpoint");
    const widened = changed(type, "violations-file", (properties) => {
      properties.eventPattern = '{"source":["aws.s3"]}';
    });
    expect(events(widened)).toEqual(["s3.data-file.json: reaches drift, not nobody"]);
  });

  it("roles that may put more on a bus, and alarms of elsewhere", () => {
    const policy = "iam/policy:Policy";
    const reports =
      ',"Condition":{"StringEquals":{"events:source":"driftwheel.monitor","events:detail-type":["Drift Report","Window Not Judged"]}}';
    expect(checkWriters(changed(policy, "monitor-1", replaced("policy", reports, "")))).toEqual([
      'driftwheel.monitor "Command Given" on default: by monitor',
      'driftwheel.command "Command Given" on default: by monitor',
      'driftwheel.hook "Command Given" on default: by monitor',
      'driftwheel.hook "New Data" on default: by hooks, monitor',
      'aws.sagemaker "SageMaker Model Package State Change" on default: by monitor',
    ]);
    expect(checkWriters(without("cloudwatch/eventBusPolicy:EventBusPolicy", "writers"))).toEqual([
      'driftwheel.command "Command Given" on own: by any-team',
      'driftwheel.hook "Command Given" on own: by hooks, any-team',
      'driftwheel "candidate-approved" on own: by command, drift, endpoint, registry, retraining, rollout, sweep, any-team',
    ]);
    const anywhere = changed("cloudwatch/eventRule:EventRule", "alarm", (properties) => {
      properties.eventPattern = String(properties.eventPattern).replace(/,"account".*$/, "}");
    });
    expect(checkForeignAlarms(anywhere)).toEqual([
      "drift hears an alarm of 777788889999 in eu-west-1",
      "drift hears an alarm of 444455556666 in us-east-1",
    ]);
    expect(intake(anywhere)).toEqual(["alarm: has another pattern than its route"]);
  });

  it("a rule without a target, and a target without dead letters or without permission", () => {
    expect(intake(without("cloudwatch/eventTarget:EventTarget", "alarm"))).toEqual(["alarm: has no target"]);
    const forgetful = changed("cloudwatch/eventTarget:EventTarget", "alarm", (properties) => {
      delete properties.deadLetterConfig;
    });
    expect(intake(forgetful)).toEqual(["alarm: has no queue for the undelivered"]);
    const shut = changed(
      "sqs/queuePolicy:QueuePolicy",
      "registry",
      replaced("policy", "model-package", "other"),
    );
    expect(intake(shut)).toEqual(["model-package: may not send to its queue"]);
  });

  it("a dead-letter queue that was removed, and one that is not used", () => {
    expect(intake(without("sqs/queue:Queue", "drift-dead"))).toContain(
      "queue of drift: has no queue for what cannot be handled",
    );
    const unused = changed("sqs/queue:Queue", "drift", (properties) => {
      delete properties.redrivePolicy;
    });
    expect(intake(unused)).toContain("queue of drift: has no queue for what cannot be handled");
  });

  it("tasks that go to another queue than their function reads, or wait for each other", () => {
    const elsewhere = changed("lambda/function:Function", "monitor", (properties) => {
      const environment = properties.environment as { variables: Record<string, string> }; // as stacks write it
      environment.variables.DRIFTWHEEL_MONITOR_QUEUE += "-dead";
    });
    expect(intake(elsewhere)).toEqual(["queue of monitor: its function sends tasks elsewhere"]);
    const together = changed("lambda/eventSourceMapping:EventSourceMapping", "sweep", (properties) => {
      properties.batchSize = 10;
    });
    expect(intake(together)).toEqual(["queue of sweep: its tasks wait for each other"]);
    expect(intake(without("sqs/queue:Queue", "quality-dead"))).toContain(
      "queue of quality: has no queue for what cannot be handled",
    );
  });

  it("messages that come back too early, or with all of their batch", () => {
    const early = changed("sqs/queue:Queue", "registry", (properties) => {
      properties.visibilityTimeoutSeconds = 300;
    });
    expect(intake(early)).toEqual(["queue of registry: hides messages for 300 s, not 6 times 120 s"]);
    const whole = changed("lambda/eventSourceMapping:EventSourceMapping", "registry", (properties) => {
      properties.functionResponseTypes = [];
    });
    expect(intake(whole)).toEqual(["queue of registry: a whole batch comes back for one message"]);
  });

  it("an action that was added, taken away or widened to a star", () => {
    const added = changed(
      "iam/policy:Policy",
      "registry-1",
      replaced("policy", '"s3:GetObject"', '"s3:GetObject","s3:DeleteObject"'),
    );
    expect(permissions(added)).toEqual(["registry may s3:DeleteObject and never does"]);
    const less = changed(
      "iam/policy:Policy",
      "registry-1",
      replaced("policy", '"sns:Publish"', '"sns:Subscribe"'),
    );
    expect(permissions(less)).toContain("registry may not sns:Publish and needs it");
    const star = changed(
      "iam/policy:Policy",
      "registry-1",
      replaced("policy", '"dynamodb:Query"', '"dynamodb:*"'),
    );
    expect(permissions(star)).toContain("registry may dynamodb:* and never does");
  });

  it("a resource beyond the fleet, and a role for another service or of someone else", () => {
    const type = "iam/policy:Policy";
    const wide = changed(type, "rollout-1", replaced("policy", /endpoint\/harbour-1-live/g, "endpoint/*"));
    expect(permissions(wide).join()).toContain(
      "sagemaker:UpdateEndpointWeightsAndCapacities on arn:aws:sagemaker:eu-west-1:444455556666:endpoint/* reaches beyond the fleet",
    );
    const anywhere = changed(
      type,
      "sweep-1",
      replaced("policy", /,"Condition":\{[^}]*PassedTo[^}]*\}\}/, ""),
    );
    expect(permissions(anywhere)).toContain("sweep: hands roles to other services than SageMaker");
    const foreign = changed(
      type,
      "sweep-1",
      replaced("policy", "role/fleet-execution", "role/administrator"),
    );
    expect(permissions(foreign)).toContain("sweep: hands on roles that are not the fleet's");
    const queues = changed(type, "drift-1", replaced("policy", ':driftwheel-production-drift"]', ':*"]'));
    expect(permissions(queues).join()).toContain("reaches beyond the fleet");
  });

  it("each alarm that is missing, and one that wakes nobody", () => {
    const alarms = graph.filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.length).toBeGreaterThan(30);
    for (const { name } of alarms) {
      expect(checkAlarms(without("cloudwatch/metricAlarm:MetricAlarm", name)), name).toHaveLength(1);
    }
    const silent = changed("cloudwatch/metricAlarm:MetricAlarm", "malformed", (properties) => {
      properties.alarmActions = [];
    });
    expect(checkAlarms(silent)).toEqual(["alarm malformed wakes nobody"]);
    expect(checkAlarms(without("cloudwatch/logMetricFilter:LogMetricFilter", "drift-Malformed"))).toEqual([
      "alarm malformed has no metric of every function",
    ]);
    const elsewhere = changed(
      "cloudwatch/logMetricFilter:LogMetricFilter",
      "delivery-DeliveriesDead",
      replaced("logGroupName", "-delivery", "-webhooks"),
    );
    expect(checkAlarms(elsewhere)).toEqual(["alarm deliveries-dead has no metric of the log that tells it"]);
  });

  it("a ledger that can be lost, a topic that can be read, announcements that are not kept", () => {
    const type = "dynamodb/table:Table";
    const noRecovery = changed(type, "ledger", (properties) => {
      properties.pointInTimeRecovery = { enabled: false };
    });
    expect(checkKeeping(noRecovery, "production")).toEqual(["the ledger has no point-in-time recovery"]);
    const open = changed(type, "ledger", (properties) => {
      properties.deletionProtectionEnabled = false;
    });
    expect(checkKeeping(open, "production")).toHaveLength(1);
    const removable = graph.map((resource) => ({ ...resource, kept: false }));
    expect(checkKeeping(removable, "production")).toEqual([
      "a removal of the stage leaves the ledger in production, and only there",
    ]);
    const plain = changed("sns/topic:Topic", "page", (properties) => {
      delete properties.kmsMasterKeyId;
    });
    expect(checkKeeping(plain, "production")).toEqual(["topic page is not encrypted"]);
    expect(
      checkKeeping(without("cloudwatch/eventArchive:EventArchive", "archive"), "production"),
    ).toHaveLength(1);
  });

  it("a rollout without a version, a function that shares a role or keeps its logs for ever", () => {
    expect(checkFunctions(without("lambda/alias:Alias", "rollout"))).toHaveLength(1);
    const hasty = changed("lambda/function:Function", "delivery", (properties) => {
      properties.durableConfig = { executionTimeout: 86_400, retentionPeriod: 14 };
    });
    expect(checkFunctions(hasty)).toEqual(["delivery: is not durable for long enough"]);
    const role = "arn:aws:iam::444455556666:role/driftwheel-production-sweep";
    const shared = changed("lambda/function:Function", "drift", (properties) => {
      properties.role = role;
    });
    expect(checkFunctions(shared)).toEqual(["functions share a role"]);
    expect(checkFunctions(without("cloudwatch/logGroup:LogGroup", "drift"))).toEqual([
      "drift: keeps its logs for ever",
    ]);
    expect(checkFunctions(without("scheduler/schedule:Schedule", "sweep"))).toEqual([
      "schedule sweep: is not there",
    ]);
  });

  it("a route that anyone may call, that is in no table, or that goes elsewhere", () => {
    const type = "apigatewayv2/route:Route";
    const open = changed(type, "post-models-model-approve", (properties) => {
      properties.authorizationType = "NONE";
    });
    expect(checkHttpApi(open)).toEqual(["POST /models/{model}/approve is let in by NONE, not AWS_IAM"]);
    const catchAll = changed(type, "get-models", (properties) => {
      properties.routeKey = "ANY /{proxy+}";
    });
    expect(checkHttpApi(catchAll)).toContain("ANY /{proxy+} is in no table");
    const elsewhere = changed(type, "post-hooks-source", (properties) => {
      properties.target = "integrations/api-id";
    });
    expect(checkHttpApi(elsewhere)).toContain("POST /hooks/{source} goes to another function");
    const wide = changed(
      "lambda/permission:Permission",
      "post-hooks-source",
      replaced("sourceArn", "POST/hooks/{source}", "*"),
    );
    expect(checkHttpApi(wide)).toEqual(["POST /hooks/{source} may not call its function, or others may"]);
  });

  it("a throttle that was removed, an access log that is not kept or holds a token", () => {
    const type = "apigatewayv2/stage:Stage";
    const unlimited = changed(type, "api", (properties) => {
      delete properties.defaultRouteSettings;
    });
    expect(checkHttpApi(unlimited)).toContain("the API is not throttled");
    const asFast = changed(type, "api", (properties) => {
      properties.routeSettings = [];
    });
    expect(checkHttpApi(asFast)).toEqual([
      "POST /hooks/{source} is not throttled more",
      "GET /links/{token} is not throttled more",
      "POST /links/{token} is not throttled more",
    ]);
    const unseen = changed(type, "api", (properties) => {
      delete properties.accessLogSettings;
    });
    expect(checkHttpApi(unseen)).toContain("nobody knows who called the API");
    expect(checkHttpApi(without("cloudwatch/logGroup:LogGroup", "api-access"))).toEqual([
      "nobody knows who called the API",
    ]);
    const telling = changed(type, "api", (properties) => {
      const settings = properties.accessLogSettings as { format: string }; // as the stage has it
      settings.format = settings.format.replace("$context.routeKey", "$context.path");
    });
    expect(checkHttpApi(telling)).toEqual([
      "the access log does not say routeKey",
      "the access log holds what may be a token",
    ]);
  });

  it("a secret in the environment, a variable that nobody needs, and a secret in plain text", () => {
    const set = (name: string, variable: string, value: string) =>
      changed("lambda/function:Function", name, (properties) => {
        const { variables } = properties.environment as { variables: Properties }; // as every function has it
        variables[variable] = value;
      });
    const value = "7f3kQx0c2m9VbT4sLw8e1ZrYpD6uHnAj";
    expect(checkEnvironment(set("api", "DRIFTWHEEL_LINK_SECRET", value))).toEqual([
      "api: DRIFTWHEEL_LINK_SECRET is no name, address or number",
    ]);
    expect(checkEnvironment(set("hooks", "GITHUB_SECRET", value))).toEqual([
      "hooks is told GITHUB_SECRET",
      "hooks: GITHUB_SECRET is no name, address or number",
    ]);
    expect(checkEnvironment(set("delivery", "DRIFTWHEEL_BUS", "driftwheel-production-bus"))).toEqual([
      "delivery is told DRIFTWHEEL_BUS",
    ]);
    expect(checkEnvironment(set("drift", "DRIFTWHEEL_LINK_SECRET", graphSecret))).toContain(
      "aws:lambda/function:Function drift holds a secret in plain text",
    );
  });

  it("a ledger whose entries could be overwritten without a word", () => {
    const keeping = (mutated: DeployGraph) => checkKeeping(mutated, "production");
    expect(keeping(without("pipes/pipe:Pipe", "overwritten"))).toEqual([
      "nobody learns that an entry was overwritten",
    ]);
    const pipe = (from: string, to: string) =>
      changed("pipes/pipe:Pipe", "overwritten", (properties) => {
        properties.sourceParameters = JSON.parse(
          JSON.stringify(properties.sourceParameters).replace(from, to),
        );
      });
    expect(keeping(pipe("REMOVE", "INSERT"))).toEqual([
      "nobody learns of a REMOVE of an entry",
      "a INSERT that is right is told",
    ]);
    expect(keeping(pipe("ENTRY#", ""))).toEqual([
      "a MODIFY that is right is told",
      "a REMOVE that is right is told",
    ]);
    const anyItem = changed("iam/policy:Policy", "drift-1", replaced("policy", '"MODEL#*",', '"*",'));
    expect(permissions(anyItem)).toContain(
      "drift may dynamodb:PutItem without the condition that narrows it",
    );
  });

  it("scaling of anything else than SageMaker's variants", () => {
    const elsewhere = changed("iam/policy:Policy", "rollout-1", replaced("policy", '"sagemaker"', '"ecs"'));
    expect(permissions(elsewhere)).toContain(
      "rollout may application-autoscaling:DeregisterScalableTarget without the condition that narrows it",
    );
    const role = "sagemaker.application-autoscaling.amazonaws.com";
    const others = changed(
      "iam/policy:Policy",
      "rollout-1",
      replaced("policy", `"iam:AWSServiceName":"${role}"`, '"iam:AWSServiceName":"ecs.amazonaws.com"'),
    );
    expect(permissions(others)).toContain(
      "rollout: makes roles of other services than Application Auto Scaling's for SageMaker",
    );
  });

  it("a role of the internet's side that was widened", () => {
    const type = "iam/policy:Policy";
    const condition = /,"Condition":\{"ForAllValues:StringLike":\{[^}]*\}\}/;
    const anyItem = changed(type, "hooks-1", replaced("policy", condition, ""));
    expect(permissions(anyItem)).toContain(
      "hooks may dynamodb:PutItem without the condition that narrows it",
    );
    const ledgers = changed(type, "delivery-1", replaced("policy", "SUBSCRIPTION#*", "*"));
    expect(permissions(ledgers)).toContain(
      "delivery may dynamodb:PutItem without the condition that narrows it",
    );
    const other = changed(type, "api-1", replaced("policy", "-production-command", "-production-sweep"));
    expect(permissions(other).join()).toContain("api may call arn:aws:lambda");
    const secrets = changed(
      type,
      "hooks-1",
      replaced("policy", "parameter/harbour/hooks/github", "parameter/*"),
    );
    expect(permissions(secrets).join()).toContain("parameter/* reaches beyond the fleet");
    const trains = changed(
      type,
      "api-1",
      replaced("policy", '"dynamodb:Query"', '"dynamodb:Query","s3:PutObject"'),
    );
    expect(permissions(trains)).toContain("api may s3:PutObject and never does");
  });

  it("a front that lets other requests, large ones of anyone, or too many through, or remembers tokens", async () => {
    const settings = { ...graphSettings, api: { waf: true } };
    const guarded = await buildGraph({ stage: "production", fleet, settings });
    const withChange = (type: string, change: (properties: Properties) => void) =>
      checkDistribution(
        guarded.map((resource) => {
          if (resource.type !== `aws:${type}`) return resource;
          const properties = structuredClone(resource.properties) as Properties; // a clone may be changed
          change(properties);
          return { ...resource, properties };
        }),
      );
    const rules = (properties: Properties) => properties.rules as Properties[]; // as every web ACL has them
    const acl = "wafv2/webAcl:WebAcl";
    const drop = (name: string) => (properties: Properties) => {
      properties.rules = rules(properties).filter((rule) => rule.name !== name);
    };
    expect(withChange(acl, drop("others"))).toEqual(["more than the public routes is let through"]);
    expect(withChange(acl, drop("rate"))).toEqual(["no address is slowed down"]);
    expect(withChange(acl, drop("AWSManagedRulesCommonRuleSet"))).toEqual([
      "AWSManagedRulesCommonRuleSet is not asked",
      "webhooks above 8 kB are refused",
    ]);
    const sampled = withChange(acl, (properties) => {
      properties.visibilityConfig = { sampledRequestsEnabled: true };
    });
    expect(sampled).toEqual(["requests with tokens are sampled"]);
    const logged = withChange("cloudfront/distribution:Distribution", (properties) => {
      properties.loggingConfig = { bucket: "logs" };
    });
    expect(logged).toEqual(["paths with tokens are logged"]);
    expect(checkDistribution(graph)).toEqual(["nothing stands before the public routes"]);
    expect(checkEnvironment(graph, { waf: true })).toEqual([
      "api is not told DRIFTWHEEL_ORIGIN_SECRET",
      "hooks is not told DRIFTWHEEL_ORIGIN_SECRET",
    ]);
  });
});
