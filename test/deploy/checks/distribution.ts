import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { object, ofType } from "../graph-reader.ts";

/** What is wrong with the distribution and the web ACL before the public routes. */
export function checkDistribution(graph: DeployGraph): string[] {
  const distribution = ofType(graph, "cloudfront/distribution:Distribution").find(
    ({ name }) => name === "public",
  );
  const [acl] = ofType(graph, "wafv2/webAcl:WebAcl");
  if (!distribution || !acl) return ["nothing stands before the public routes"];
  const wrong: string[] = [];
  const { webAclId, loggingConfig, defaultCacheBehavior, orderedCacheBehaviors } = distribution.properties;
  if (!String(webAclId).includes(`/webacl/${String(acl.properties.name)}/`))
    wrong.push("the web ACL is not used");
  if (loggingConfig !== undefined) wrong.push("paths with tokens are logged");
  for (const behaviour of [defaultCacheBehavior, ...items(orderedCacheBehaviors)].map(object)) {
    if (behaviour.cachePolicyId !== "4135ea2d-6df8-44a3-9df3-4b5a84be39ad") wrong.push("answers are cached");
    if (behaviour.viewerProtocolPolicy !== "https-only") wrong.push("plain HTTP is let in");
  }
  if (acl.properties.scope !== "CLOUDFRONT" || acl.properties.region !== "us-east-1") {
    wrong.push("the web ACL is none of CloudFront's");
  }
  const rules = items(acl.properties.rules).map(object);
  const managed = rules.map(({ statement }) => object(object(statement).managedRuleGroupStatement));
  for (const name of ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"]) {
    if (!managed.some((group) => group.name === name)) wrong.push(`${name} is not asked`);
  }
  const counted = managed
    .flatMap((group) => items(group.ruleActionOverrides))
    .map((rule) => object(rule).name);
  if (!counted.includes("SizeRestrictions_BODY")) wrong.push("webhooks above 8 kB are refused");
  if (!rules.some(({ statement }) => Number(object(object(statement).rateBasedStatement).limit) > 0)) {
    wrong.push("no address is slowed down");
  }
  const others = rules.find(({ name }) => name === "others");
  const paths = [...JSON.stringify(others?.statement ?? {}).matchAll(/"searchString":"([^"]+)"/g)];
  if (paths.map(([, path]) => path).join() !== "/hooks/,/links/" || !object(others?.action).block) {
    wrong.push("more than the public routes is let through");
  }
  for (const seen of [acl.properties, ...rules].map(({ visibilityConfig }) => object(visibilityConfig))) {
    if (seen.sampledRequestsEnabled !== false) wrong.push("requests with tokens are sampled");
  }
  return wrong;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
