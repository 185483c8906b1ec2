import type { Deploying } from "../deploying.ts";
import { nameOf } from "../scope.ts";

/** Requests of one address in five minutes. GitHub sends a busy repository's from a few addresses. */
const mostInFiveMinutes = 1_000;

/** 256 KiB, as functions/hooks.ts limits a body; said in the header, because WAF sees no more than 16 kB of a body. */
const tooLarge = "^(\\d{7,}|[3-9]\\d{5}|2[7-9]\\d{4}|26[3-9]\\d{3})$";

/**
 * Rules about bodies only count: a body is JSON that nothing renders or runs, its sender has to sign it, and a commit's
 * text may hold anything. One of them blocks every body above 8 kB.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const bodyRules = [
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  "EC2MetaDataSSRF_BODY",
];

const text = { priority: 0, type: "NONE" };
/** Nothing of a request is sampled: the path of a link holds its token. */
const seen = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});
const beginsWith = (searchString: string) => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "STARTS_WITH",
    searchString,
    textTransformations: [text],
  },
});

/** What may pass to the public routes; everything of CloudFront's is in us-east-1. */
export function webAcl(scope: Deploying): aws.wafv2.WebAcl {
  const managed = (priority: number, name: string, counted: readonly string[] = []) => ({
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: seen(name),
  });
  return new aws.wafv2.WebAcl(
    "public",
    {
      region: "us-east-1",
      name: nameOf(scope, "public"),
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "others",
          priority: 0,
          action: { block: {} },
          statement: {
            notStatement: {
              statements: [{ orStatement: { statements: [beginsWith("/hooks/"), beginsWith("/links/")] } }],
            },
          },
          visibilityConfig: seen("others"),
        },
        {
          name: "rate",
          priority: 1,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: "IP",
              evaluationWindowSec: 300,
              limit: mostInFiveMinutes,
            },
          },
          visibilityConfig: seen("rate"),
        },
        {
          name: "size",
          priority: 2,
          action: { block: {} },
          statement: {
            regexMatchStatement: {
              fieldToMatch: { singleHeader: { name: "content-length" } },
              regexString: tooLarge,
              textTransformations: [text],
            },
          },
          visibilityConfig: seen("size"),
        },
        managed(3, "AWSManagedRulesKnownBadInputsRuleSet"),
        managed(4, "AWSManagedRulesCommonRuleSet", bodyRules),
      ],
      visibilityConfig: seen(nameOf(scope, "public")),
    },
    scope.within,
  );
}
