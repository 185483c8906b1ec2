import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import { packageGroupOf } from "@driftwheel/core/policy/package-group.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { loggedIn } from "@driftwheel/core/policy/serving/serving.ts";
import * as z from "zod";

const arn = (service: string, what: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:[^:]*:\\d{12}:.+$`), `must be the ARN of ${what}`);
const emails = z.array(z.email("must be an e-mail address")).default([]);
const parameter = z
  .string()
  .regex(
    /^\/[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+)*$/,
    'must be the name of an SSM parameter such as "/driftwheel/production/links"',
  );
const members = z
  .array(
    z
      .string()
      .min(1)
      .refine(
        (text) => !text.includes("*") || /^arn:aws[a-z-]*:(iam|sts)::\d{12}:[a-z-]+\/.*[^*]/.test(text),
        "must name an account and more of the caller's ARN than a star",
      ),
  )
  .default([]);
const location = z
  .string()
  .regex(
    /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^*?]*)?$/,
    'must be an S3 location such as "s3://bucket/prefix"',
  );

/** A domain of one's own; the certificate is ACM's. */
const domain = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain's name"),
  certificate: arn("acm", "a certificate"),
});

const fields = z.strictObject({
  /** The module with the fleet, from the repository's root. */
  fleet: z
    .string()
    .regex(/\.(ts|mts|js|mjs)$/, "must be a module such as driftwheel.config.ts")
    .default("driftwheel.config.ts"),
  /** Who is told: `page` what must wake someone, `notify` what people should know, `info` the rest. */
  alerts: z
    .strictObject({ page: emails, notify: emails, info: emails })
    .default({ page: [], notify: [], info: [] }),
  /** Who may do what by the HTTP API, and how they prove who they are. */
  api: z
    .strictObject({
      /** Patterns of callers' ARNs; with `jwt`, values of its claim. */
      roles: z
        .strictObject({ reader: members, operator: members, approver: members })
        .default({ reader: [], operator: [], approver: [] }),
      /** Tokens of this issuer take the place of IAM. */
      jwt: z
        .strictObject({
          issuer: z.url({ protocol: /^https$/, error: "must be an issuer's https address" }),
          audience: z.array(z.string().min(1)).min(1, "needs the audience that tokens are issued for"),
          claim: z.string().min(1).default("driftwheel_roles"),
        })
        .optional(),
      /** A distribution with a web ACL before the public routes. */
      waf: z.boolean().default(false),
      /** For links and hooks. */
      domain: domain.optional(),
    })
    .refine(({ waf, domain }) => !waf || !domain || domain.certificate.split(":")[3] === "us-east-1", {
      message: "must be a certificate of us-east-1: with waf the domain is CloudFront's",
      path: ["domain", "certificate"],
    })
    .default({ roles: { reader: [], operator: [], approver: [] }, waf: false }),
  /** The console behind CloudFront, where people sign in at the issuer of `api.jwt`; there is none unless it is here. */
  console: z
    .strictObject({
      /** A public client of the issuer's, which may be sent back to the console's address. */
      clientId: z.string().min(1, "must be the client that the issuer knows the console by"),
      /** What is asked for at the issuer. */
      scopes: z
        .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, "must be a scope, without blanks and quotes"))
        .refine((scopes) => scopes.includes("openid"), 'must have "openid"')
        .default(["openid"]),
      /** Which of the issuer's tokens the API is sent: the one that has the audience and the claim of `api.jwt`. */
      token: z.enum(["access", "id"], 'must be "access" or "id"').default("access"),
      /** Origins that the issuer's discovery document names beside its own, such as the domain of a Cognito user pool. */
      origins: z
        .array(
          z
            .string()
            .regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/, 'must be an origin such as "https://id.example.com"'),
        )
        .default([]),
      domain: domain
        .refine(({ certificate }) => certificate.split(":")[3] === "us-east-1", {
          message: "must be a certificate of us-east-1: the domain is CloudFront's",
          path: ["certificate"],
        })
        .optional(),
    })
    .optional(),
  /** SSM parameters (SecureString) with Driftwheel's own secrets, and the key that they are encrypted with. */
  secrets: z
    .strictObject({
      links: parameter.optional(),
      origin: parameter.optional(),
      key: arn("kms", "a KMS key").optional(),
    })
    .default({}),
  /** The roles that the fleet's models run with; Driftwheel hands them to SageMaker with each challenger. */
  executionRoles: z
    .array(z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?]+$/, "must be the ARN of an IAM role"))
    .min(1, "needs the execution role of every model of the fleet"),
  /** Where evaluations, baselines and monitors' reports lie, besides what the fleet's policies name. */
  reports: z.array(location).default([]),
  /** Topics that exist already, instead of new ones. */
  topics: z
    .strictObject({
      page: arn("sns", "an SNS topic"),
      notify: arn("sns", "an SNS topic"),
      info: arn("sns", "an SNS topic"),
    })
    .optional(),
  /** A KMS key that exists already; its policy must let CloudWatch use it, or its alarms stay silent. */
  key: arn("kms", "a KMS key").optional(),
  /** Roles whose events of the source `driftwheel.command` on Driftwheel's bus are commands. */
  commandRoles: z
    .array(z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?]+$/, "must be the ARN of an IAM role"))
    .default([]),
  /** Accounts that may send their SageMaker events here. */
  sourceAccounts: z.array(z.string().regex(/^\d{12}$/, "must be an account number of 12 digits")).default([]),
  /** All endpoints, package groups and pipelines begin with it: permissions name it instead of each of them. */
  prefix: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{2,}$/, "must have at least 3 letters, digits or hyphens")
    .optional(),
  /** One of the numbers that CloudWatch Logs takes. */
  logRetentionDays: z
    .union(
      [7, 14, 30, 60, 90, 180, 365, 400, 731].map((days) => z.literal(days)),
      "must be one of 7, 14, 30, 60, 90, 180, 365, 400, 731",
    )
    .default(365),
  /** X-Ray traces of every function. */
  tracing: z.boolean().default(false),
});

const settings = fields
  .refine(({ console, api }) => console === undefined || api.jwt !== undefined, {
    message:
      "is missing: people sign in to the console at its issuer. Callers by IAM have `npx driftwheel console` instead: a browser has no credentials of AWS",
    path: ["api", "jwt"],
  })
  .refine(
    ({ console, api }) => console?.token !== "id" || api.jwt?.audience.includes(console.clientId) !== false,
    {
      message: "must stand in api.jwt.audience: an ID token is issued for its client",
      path: ["console", "clientId"],
    },
  );

export type DeploymentInput = z.input<typeof settings>;
export type Deployment = z.output<typeof settings>;

/** @throws Error with the field's name and what would be right, for each field that is wrong. */
export function readDeployment(stage: string, input: unknown): Deployment {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) {
    throw new Error(`stage ${JSON.stringify(stage)} must be 1 to 20 lower case letters, digits and hyphens`);
  }
  const parsed = settings.safeParse(input);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `  ${path.join(".") || "the settings"}: ${message}`,
  );
  throw new Error(`Stage ${stage} cannot be deployed with these settings.\n${lines.join("\n")}`);
}

/** @throws Error naming `prefix`, or `fleet` and the field, when the two do not fit together. */
export function assertFits(deployment: Deployment, fleet: Fleet): void {
  const models = Object.entries(fleet.models);
  if (models.length === 0) throw new Error(`fleet: ${deployment.fleet} has no model`);
  for (const [name, { drift }] of models) {
    // A role is limited to the captures that it reads, so they must be known before anything is created.
    if (drift.monitor === "driftwheel" && loggedIn(drift) === undefined) {
      throw new Error(
        `fleet: models.${name}.drift.capture is missing; Driftwheel's own monitor needs the S3 location that the endpoint's data capture writes to, such as "s3://bucket/captures", or a drift.predictionLog`,
      );
    }
  }
  const { prefix } = deployment;
  if (prefix === undefined) return;
  for (const [name, policy] of models) {
    const { packageGroup, retrain } = policy;
    // A group that another account shares has that account's name, and a permission of its own.
    const own = packageGroupOf(packageGroup).of === null ? [packageGroup] : [];
    const pipeline = retrain.pipeline === undefined ? [] : [retrain.pipeline];
    const endpoint = policy.targetModel ? (policy.endpoint ?? "") : servedName(policy);
    for (const resource of [endpoint, ...own, ...pipeline]) {
      if (!resource.startsWith(prefix)) {
        throw new Error(`prefix: ${resource} of model ${name} does not begin with ${prefix}`);
      }
    }
  }
}

/**
 * A package group is shared with accounts, within its region and partition, and a queue is subscribed where its topic is:
 * every call goes to one region.
 *
 * @throws Error naming the model whose package group, or topic, is of another
 */
export function assertReachable(
  fleet: Fleet,
  place: { readonly partition: string; readonly region: string },
): void {
  for (const [model, { packageGroup, asynchronous }] of Object.entries(fleet.models)) {
    for (const field of ["successTopic", "errorTopic"] as const) {
      const topic = asynchronous?.[field];
      if (topic === undefined || topic.startsWith(`arn:${place.partition}:sns:${place.region}:`)) continue;
      throw new Error(
        `fleet: models.${model}.asynchronous.${field} is ${topic}; Driftwheel is deployed in ${place.region} (${place.partition}), and subscribes to topics there. Deploy it where the endpoint is`,
      );
    }
    const { of } = packageGroupOf(packageGroup);
    if (of === null || (of.region === place.region && of.partition === place.partition)) continue;
    throw new Error(
      `fleet: models.${model}.packageGroup is ${packageGroup}; Driftwheel is deployed in ${place.region} (${place.partition}), and SageMaker shares a group within its own region only. Deploy there, or register the versions here`,
    );
  }
}
