import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { describe, expect, it } from "vitest";
import { assertFits, assertReachable, readDeployment } from "./settings.ts";

const right = { executionRoles: ["arn:aws:iam::111122223333:role/frost-execution"] };

describe("the settings of a stage", () => {
  it("need only the fleet's execution roles", () => {
    expect(readDeployment("production", right)).toEqual({
      ...right,
      fleet: "driftwheel.config.ts",
      alerts: { page: [], notify: [], info: [] },
      api: { roles: { reader: [], operator: [], approver: [] }, waf: false },
      secrets: {},
      reports: [],
      commandRoles: [],
      sourceAccounts: [],
      logRetentionDays: 365,
      tracing: false,
    });
  });

  it("are refused with each field's name and what would be right", () => {
    const wrong = {
      executionRoles: ["frost-execution"],
      alerts: { page: ["nobody"], notify: [] },
      topics: {
        page: "page",
        notify: "arn:aws:sns:eu-west-1:111122223333:team",
        info: "arn:aws:sns:eu-west-1:111122223333:reading",
      },
      api: {
        roles: { approver: ["*"] },
        jwt: { issuer: "http://id.example.com", audience: [] },
        waf: true,
        domain: {
          name: "ml.example.com",
          certificate: "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b",
        },
      },
      secrets: { links: "3q2+7wAAAA" },
      key: "alias/own",
      sourceAccounts: ["12"],
      reports: ["bucket/prefix"],
      logRetentionDays: 5,
      colour: "blue",
    };
    expect(() => readDeployment("production", wrong)).toThrowErrorMatchingInlineSnapshot(`
      [Error: Stage production cannot be deployed with these settings.
        alerts.page.0: must be an e-mail address
        api.roles.approver.0: must name an account and more of the caller's ARN than a star
        api.jwt.issuer: must be an issuer's https address
        api.jwt.audience: needs the audience that tokens are issued for
        api.domain.certificate: must be a certificate of us-east-1: with waf the domain is CloudFront's
        secrets.links: must be the name of an SSM parameter such as "/driftwheel/production/links"
        executionRoles.0: must be the ARN of an IAM role
        reports.0: must be an S3 location such as "s3://bucket/prefix"
        topics.page: must be the ARN of an SNS topic
        key: must be the ARN of a KMS key
        sourceAccounts.0: must be an account number of 12 digits
        logRetentionDays: must be one of 7, 14, 30, 60, 90, 180, 365, 400, 731
        the settings: Unrecognized key: "colour"]
    `);
  });

  it("are refused without roles, and for a stage whose name no resource can bear", () => {
    expect(() => readDeployment("production", { executionRoles: [] })).toThrow(
      "executionRoles: needs the execution role of every model of the fleet",
    );
    expect(() => readDeployment("Production!", right)).toThrow('stage "Production!" must be');
  });

  it("are refused with a fleet whose captures no role could be limited to", () => {
    const fleet = fleetOf({ tides: {} });
    expect(() => assertFits(readDeployment("dev", right), fleet)).toThrow(
      "fleet: models.tides.drift.capture is missing",
    );
  });

  it("are refused with a package group of another region, which nobody can share there", () => {
    const shared = (region: string, partition = "aws") =>
      fleetOf({
        tides: {
          packageGroup: `arn:${partition}:sagemaker:${region}:111122223333:model-package-group/tides`,
        },
      });
    const place = { partition: "aws", region: "eu-west-1" };
    expect(() => assertReachable(shared("eu-west-1"), place)).not.toThrow();
    expect(() => assertReachable(fleetOf({ tides: {} }), place)).not.toThrow();
    for (const fleet of [shared("eu-west-3"), shared("eu-west-1", "aws-cn")]) {
      expect(() => assertReachable(fleet, place)).toThrow(
        /^fleet: models\.tides\.packageGroup is arn:.*; Driftwheel is deployed in eu-west-1 \(aws\), and/,
      );
    }
  });

  it("need no prefix in the name of a group that another account shares", () => {
    const drift = {
      monitor: "external",
      sensitivity: { falseAlarmsPerYear: 2, minEffect: 0.1 },
    } as const;
    const names = { endpoint: "own-tides", retrain: { pipeline: "own-tides" }, drift };
    const group = "arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/tides";
    const settings = readDeployment("dev", { ...right, prefix: "own-" });
    expect(() => assertFits(settings, fleetOf({ tides: { ...names, packageGroup: group } }))).not.toThrow();
    expect(() => assertFits(settings, fleetOf({ tides: { ...names, packageGroup: "tides" } }))).toThrow(
      "prefix: tides of model tides does not begin with own-",
    );
  });
});

describe("the settings of the console", () => {
  const jwt = { issuer: "https://id.example.com", audience: ["driftwheel"] };
  const read = (console: object, api: object = { jwt }) =>
    readDeployment("production", { ...right, api, console });

  it("need a client, and ask for the access token unless told otherwise", () => {
    expect(read({ clientId: "console" }).console).toEqual({
      clientId: "console",
      scopes: ["openid"],
      token: "access",
      origins: [],
    });
  });

  it("are refused without an issuer, since callers by IAM have no page", () => {
    expect(() => read({ clientId: "console" }, {})).toThrow(
      /api\.jwt: is missing: people sign in to the console at its issuer/,
    );
  });

  it("are refused with each field's name and what would be right", () => {
    const wrong = {
      clientId: "",
      scopes: ["a b"],
      token: "refresh",
      origins: ["https://id.example.com/path"],
      domain: { name: "ml.example.com", certificate: "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b" },
    };
    expect(() => read(wrong)).toThrowErrorMatchingInlineSnapshot(`
      [Error: Stage production cannot be deployed with these settings.
        console.clientId: must be the client that the issuer knows the console by
        console.scopes.0: must be a scope, without blanks and quotes
        console.scopes: must have "openid"
        console.token: must be "access" or "id"
        console.origins.0: must be an origin such as "https://id.example.com"
        console.domain.certificate: must be a certificate of us-east-1: the domain is CloudFront's]
    `);
    expect(() => read({ clientId: "console", token: "id" })).toThrow(
      "console.clientId: must stand in api.jwt.audience: an ID token is issued for its client",
    );
  });
});
