import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { apiRoutes } from "../../../stacks/http/api-routes.ts";
import { json, list, object, ofType, statementsOf } from "../graph-reader.ts";

const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** What is wrong with the console: who reads its files, what is cached, which headers it has, and what of the API is behind it. */
export function checkConsole(graph: DeployGraph, issuer: readonly string[]): string[] {
  const distribution = ofType(graph, "cloudfront/distribution:Distribution").find(
    ({ name }) => name === "console",
  )?.properties;
  if (distribution === undefined) return ["there is no console"];
  return [
    ...checkBucket(graph),
    ...checkBehaviours(distribution),
    ...checkHeaders(graph, issuer),
    ...checkFiles(graph),
  ];
}

function checkBucket(graph: DeployGraph): string[] {
  const wrong: string[] = [];
  const bucket = ofType(graph, "s3/bucket:Bucket")[0]?.properties.bucket;
  const block = ofType(graph, "s3/bucketPublicAccessBlock:BucketPublicAccessBlock")[0]?.properties ?? {};
  for (const name of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
    if (block[name] !== true) wrong.push(`the bucket has no ${name}`);
  }
  const allowed = statementsOf(ofType(graph, "s3/bucketPolicy:BucketPolicy")[0]?.properties.policy).filter(
    ({ Effect }) => Effect === "Allow",
  );
  const [statement] = allowed;
  if (
    allowed.length !== 1 ||
    list(statement?.Action).join() !== "s3:GetObject" ||
    list(statement?.Resource).join() !== `arn:aws:s3:::${String(bucket)}/*` ||
    !String(statement?.Condition?.StringEquals?.["AWS:SourceArn"]).includes(":distribution/")
  ) {
    wrong.push("others than the distribution may use the bucket, or it may do more than read");
  }
  const access = ofType(graph, "cloudfront/originAccessControl:OriginAccessControl")[0]?.properties ?? {};
  if (access.signingBehavior !== "always") wrong.push("CloudFront does not say who it is");
  return wrong;
}

function checkBehaviours(distribution: Readonly<Record<string, unknown>>): string[] {
  const wrong: string[] = [];
  const others = Array.isArray(distribution.orderedCacheBehaviors) ? distribution.orderedCacheBehaviors : [];
  const behaviours = others.map(object);
  const first = object(distribution.defaultCacheBehavior);
  if (distribution.defaultRootObject !== "index.html") wrong.push("the root is no page");
  if (first.cachePolicyId !== cachingDisabled) wrong.push("the page is cached");
  const assets = behaviours.find(({ pathPattern }) => pathPattern === "/assets/*");
  if (assets?.compress !== true || assets.cachePolicyId === cachingDisabled) {
    wrong.push("the page's parts are not compressed and kept");
  }
  for (const behaviour of [first, ...behaviours]) {
    if (behaviour.responseHeadersPolicyId !== "console-id") {
      wrong.push(`${String(behaviour.pathPattern)} has no headers of security`);
    }
    if (behaviour.viewerProtocolPolicy === "allow-all") wrong.push("plain HTTP is let in");
  }
  const toApi = behaviours.filter(({ targetOriginId }) => targetOriginId === "api");
  for (const { pathPattern, cachePolicyId } of toApi) {
    if (cachePolicyId !== cachingDisabled) wrong.push(`answers of ${String(pathPattern)} are cached`);
  }
  const reached = (path: string) =>
    toApi.some(({ pathPattern }) =>
      String(pathPattern).endsWith("*")
        ? path.startsWith(String(pathPattern).slice(0, -1))
        : path === pathPattern,
    );
  return [
    ...wrong,
    ...apiRoutes
      .filter(({ path, auth }) => reached(path) !== (auth === "caller"))
      .map(({ path, auth }) => `${path} is ${auth === "caller" ? "not reached" : "reached"} at the console`),
  ];
}

function checkHeaders(graph: DeployGraph, issuer: readonly string[]): string[] {
  const wrong: string[] = [];
  const policy = ofType(graph, "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy")[0]?.properties ?? {};
  const security = object(policy.securityHeadersConfig);
  const csp = String(object(security.contentSecurityPolicy).contentSecurityPolicy);
  if (!csp.startsWith("default-src 'self'; ") || csp.includes("unsafe"))
    wrong.push("the policy is not strict");
  if (!csp.includes(`connect-src 'self' ${issuer.join(" ")};`))
    wrong.push("the page may not ask the issuer, or asks more");
  for (const name of ["contentTypeOptions", "frameOptions", "referrerPolicy", "strictTransportSecurity"]) {
    if (object(security[name]).override !== true) wrong.push(`the page has no ${name}`);
  }
  return wrong;
}

function checkFiles(graph: DeployGraph): string[] {
  const files = new Map(
    ofType(graph, "s3/bucketObjectv2:BucketObjectv2").map(({ properties }) => [
      String(properties.key),
      properties,
    ]),
  );
  const wrong = ["index.html", "console.json", "assets/page-1a2b.js"]
    .filter((key) => !files.has(key))
    .map((key) => `${key} is not there`);
  for (const [key, { cacheControl, contentType }] of files) {
    const wanted = key.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    if (cacheControl !== wanted) wrong.push(`${key} is kept as ${String(cacheControl)}`);
    if (!/^(?:text|application|image)\//.test(String(contentType))) wrong.push(`${key} has no type`);
  }
  const told = object(json(files.get("console.json")?.content).signIn);
  if (!told.issuer || !told.clientId) wrong.push("the page does not know where to sign in");
  return wrong;
}
