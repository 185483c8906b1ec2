import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { fleetModuleOf } from "../bundling/bundler.ts";
import type { Wanted } from "../scope.ts";
import { type DeploymentInput, readDeployment } from "../settings.ts";
import { loadPlatform, type Platform, type Registered } from "./platform.ts";

export interface DeployedResource {
  /** As pulumi names it: `aws:sqs/queue:Queue`. */
  readonly type: string;
  readonly name: string;
  /** Arguments in the provider's spelling; policies and patterns are JSON text, as AWS gets them. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** True when no deployment deletes it, nor does a removal of the whole stage. */
  readonly kept: boolean;
  /** True for a child of the component that takes the place of what it was before there was one. */
  readonly continued: boolean;
}

type Component = new (name: string, wanted: Wanted) => { readonly created: Promise<unknown> };

/** All that a deployment would create, by type and name. */
export type DeployGraph = readonly DeployedResource[];

export interface GraphRequest {
  readonly stage: string;
  readonly fleet: Fleet;
  /** Defaults, with one execution role, unless given. */
  readonly settings?: DeploymentInput;
}

/** Where the graph pretends to be deployed. */
export const graphPlace = { account: "444455556666", region: "eu-west-1" };
export const graphSettings: DeploymentInput = {
  executionRoles: [`arn:aws:iam::${graphPlace.account}:role/fleet-execution`],
  alerts: { page: ["oncall@example.com"], notify: ["team@example.com"] },
  api: { roles: { approver: [`arn:aws:sts::${graphPlace.account}:assumed-role/ml-team/*`] } },
};

/** Two of the files that the console's page has. */
const graphPage = ["assets/page-1a2b.js", "index.html"].map((path) => ({ path, file: `page/${path}` }));

/** What every SSM parameter of the graph holds. */
export const graphSecret = "a-secret-that-nobody-may-read";

let building: Promise<unknown> = Promise.resolve();

/**
 * The resources that `sst deploy` would create, without AWS: the stacks run against pulumi's mocks.
 *
 * @throws Error when settings and fleet are refused, or SST's platform is not installed.
 */
export function buildGraph({ stage, fleet, settings = graphSettings }: GraphRequest): Promise<DeployGraph> {
  return recordGraph(stage, async () => {
    // A name that the compiler does not follow: stacks/ has types only where SST's platform is installed.
    const stacks: string = "../component.ts";
    const { Resources }: { Resources: Component } = await import(stacks);
    const checked = readDeployment(stage, settings);
    await new Resources("Driftwheel", {
      stage,
      fleet,
      settings: checked,
      fleetModule: fleetModuleOf(checked.fleet),
      bundle: (name) => `bundles/${name}`,
      page: checked.console ? graphPage : [],
    }).created;
  });
}

/** The resources that a program asks for, which is done when it says so. */
export function recordGraph(stage: string, program: () => Promise<void>): Promise<DeployGraph> {
  // Pulumi has one set of mocks for the whole process.
  const graph = building.then(() => record(stage, program));
  building = graph.catch(() => undefined);
  return graph;
}

async function record(stage: string, program: () => Promise<void>): Promise<DeployGraph> {
  const { runtime } = loadPlatform();
  const resources: Omit<DeployedResource, "kept" | "continued">[] = [];
  await runtime.setMocks(
    {
      newResource(registered) {
        const { type, name, inputs } = registered;
        // Archives and files are no plain values: a function's handler says which bundle it is, an object's key which file.
        const plain = Object.entries(inputs).filter(
          ([key]) => key !== "code" && !(key === "source" && type.startsWith("aws:s3/")),
        );
        if (type.startsWith("aws:")) resources.push({ type, name, properties: Object.fromEntries(plain) });
        return { id: `${name}-id`, state: stateOf(registered) };
      },
      call: ({ token, inputs }) => answers[token] ?? inputs,
    },
    "driftwheel",
    stage,
  );
  const { kept, continued } = watchOptions(runtime.getMonitor());
  await withoutTraces(async () => {
    await program();
    await runtime.waitForRPCs();
  });
  return resources
    .map((resource) => ({
      ...resource,
      kept: kept.has(key(resource)),
      continued: continued.has(key(resource)),
    }))
    .toSorted((one, other) => key(one).localeCompare(key(other)));
}

/**
 * Pulumi notes where each of its promises was made, thousands a graph, which takes three quarters of the time. What is
 * thrown meanwhile says what is wrong with settings and fleet in its message, and has no trace.
 * https://github.com/pulumi/pulumi/blob/v3.215.0/sdk/nodejs/runtime/debuggable.ts
 */
async function withoutTraces(act: () => Promise<void>): Promise<void> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await act();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What pulumi's mocks are not told, as it is asked for: protection from deletion, parents and aliases. */
function watchOptions(monitor: ReturnType<Platform["runtime"]["getMonitor"]>) {
  const kept = new Set<string>();
  const continued = new Set<string>();
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) => {
    const name = key({ type: request.getType(), name: request.getName() });
    if (request.getProtect() && request.getRetainondelete()) kept.add(name);
    const wasNobodys = request.getAliasesList().some((alias) => alias.getSpec()?.getNoparent());
    if (wasNobodys && request.getParent().includes("driftwheel:index:Driftwheel")) continued.add(name);
    return register(request, answer);
  };
  return { kept, continued };
}

function key({ type, name }: Pick<DeployedResource, "type" | "name">): string {
  return `${type} ${name}`;
}

const answers: Readonly<Record<string, Record<string, unknown>>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    accountId: graphPlace.account,
    arn: `arn:aws:iam::${graphPlace.account}:user/deployer`,
  },
  "aws:index/getRegion:getRegion": { region: graphPlace.region, name: graphPlace.region },
  "aws:ssm/getParameter:getParameter": { type: "SecureString", value: graphSecret },
};

/** Outputs that are no ARNs of their own. */
const more: Readonly<Record<string, Record<string, unknown>>> = {
  "aws:lambda/function:Function": { version: "1" },
  "aws:apigatewayv2/api:Api": {
    apiEndpoint: `https://api-id.execute-api.${graphPlace.region}.amazonaws.com`,
    executionArn: `arn:aws:execute-api:${graphPlace.region}:${graphPlace.account}:api-id`,
  },
  "aws:apigatewayv2/domainName:DomainName": {
    domainNameConfiguration: { targetDomainName: `d-own.execute-api.${graphPlace.region}.amazonaws.com` },
  },
  "aws:cloudfront/distribution:Distribution": {
    arn: `arn:aws:cloudfront::${graphPlace.account}:distribution/E1A2B3C4D5`,
    domainName: "d111111abcdef8.cloudfront.net",
  },
};

/** A resource's outputs: its inputs and what AWS would add. */
function stateOf({ type, name, inputs }: Registered): Record<string, unknown> {
  const given = typeof inputs.name === "string" ? inputs.name : name;
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${graphPlace.region}:${graphPlace.account}:${resource}`;
  const arns: Readonly<Record<string, string>> = {
    "aws:sqs/queue:Queue": arn("sqs", given),
    "aws:sns/topic:Topic": arn("sns", given),
    "aws:kms/key:Key": arn("kms", "key/1a2b3c4d-0000-4000-8000-444455556666"),
    "aws:lambda/function:Function": arn("lambda", `function:${given}`),
    "aws:cloudwatch/eventBus:EventBus": arn("events", `event-bus/${given}`),
    "aws:cloudwatch/eventRule:EventRule": arn("events", `rule/${given}`),
    "aws:dynamodb/table:Table": arn("dynamodb", `table/${given}`),
    "aws:cloudwatch/logGroup:LogGroup": arn("logs", `log-group:${given}`),
    "aws:wafv2/webAcl:WebAcl": `arn:aws:wafv2:us-east-1:${graphPlace.account}:global/webacl/${given}/1a2b3c4d`,
    "aws:iam/role:Role": `arn:aws:iam::${graphPlace.account}:role/${given}`,
    "aws:iam/policy:Policy": `arn:aws:iam::${graphPlace.account}:policy/${given}`,
  };
  return {
    ...inputs,
    name: given,
    ...(arns[type] ? { arn: arns[type] } : {}),
    ...(type === "aws:dynamodb/table:Table"
      ? { streamArn: `${arns[type]}/stream/2026-01-01T00:00:00.000` }
      : {}),
    ...(type === "aws:lambda/function:Function" ? { invokeArn: invokeArn(arns[type]) } : {}),
    ...(type === "aws:sqs/queue:Queue"
      ? { url: `https://sqs.${graphPlace.region}.amazonaws.com/${graphPlace.account}/${given}` }
      : {}),
    ...(type === "aws:s3/bucket:Bucket" ? bucketState(String(inputs.bucket)) : {}),
    ...more[type],
  };
}

/** Of a bucket, by its name. */
function bucketState(bucket: string): Record<string, unknown> {
  return {
    id: bucket,
    arn: `arn:aws:s3:::${bucket}`,
    bucketRegionalDomainName: `${bucket}.s3.${graphPlace.region}.amazonaws.com`,
  };
}

function invokeArn(functionArn: string | undefined): string {
  return `arn:aws:apigateway:${graphPlace.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}
