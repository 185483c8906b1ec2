import { describe, expect, it } from "vitest";
import { byIam, byJwt, roleSettings } from "../testing/world.ts";
import { callerOf } from "./caller.ts";

const role = (environment: unknown) => callerOf(environment, roleSettings)?.role;

describe("who calls", () => {
  it("is nobody without an authoriser, whatever the headers say", () => {
    const event = {
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=A/20260504/eu/execute-api/aws4_request" },
    };
    for (const environment of [undefined, {}, { event }, { event: { requestContext: {} } }, byIam("")]) {
      expect(callerOf(environment, roleSettings)).toBeNull();
    }
  });

  it("has the role of the pattern that fits the whole ARN", () => {
    expect(role(byIam("arn:aws:sts::111122223333:assumed-role/Operators/sam"))).toBe("operator");
    expect(role(byIam("arn:aws:sts::111122223333:assumed-role/Operatorsx/sam"))).toBeNull();
    expect(role(byIam("arn:aws:sts::999900001111:assumed-role/Operators/sam"))).toBeNull();
    expect(role(byIam("x arn:aws:sts::111122223333:assumed-role/Operators/sam"))).toBeNull();
    expect(role(byIam("driftwheel-approvers"))).toBeNull();
  });

  it("has the highest of several roles", () => {
    const both = ["driftwheel-readers", "driftwheel-approvers"];
    const handedOn = { sub: "u", driftwheel_roles: "[driftwheel-readers driftwheel-approvers]" };
    expect(role(byJwt(handedOn, { sub: "u", driftwheel_roles: both }))).toBe("approver");
    expect(role(byJwt({ sub: "u", driftwheel_roles: "driftwheel-readers driftwheel-approvers" }))).toBeNull();
  });

  it("has the role that a value of the claim names whole, never one by a pattern", () => {
    expect(role(byJwt({ sub: "u", driftwheel_roles: "[driftwheel-readers]" }))).toBe("reader");
    expect(role(byJwt({ sub: "u", driftwheel_roles: "driftwheel-readers-not" }))).toBeNull();
    expect(role(byJwt({ sub: "u", driftwheel_roles: "*" }))).toBeNull();
    const arn = "arn:aws:sts::111122223333:assumed-role/Approvers/*";
    expect(role(byJwt({ sub: "u", driftwheel_roles: arn }))).toBeNull();
    expect(role(byJwt({ sub: "u", other: "driftwheel-approvers" }))).toBeNull();
  });

  it("has no role by a name that only looks like it", () => {
    // Full width, a Cyrillic e, a soft hyphen, another case: each is another name.
    for (const name of [
      "driftwheel\uff0dapprovers",
      "driftwh\u0435el-approvers",
      "driftwheel-\u00adapprovers",
      "Driftwheel-approvers",
    ]) {
      expect(role(byJwt({ sub: "u", driftwheel_roles: name })), name).toBeNull();
    }
  });

  it("is nobody by a token without a subject", () => {
    expect(callerOf(byJwt({ driftwheel_roles: "driftwheel-approvers" }), roleSettings)).toBeNull();
  });

  it("reads a dot in a pattern as a dot", () => {
    const settings = {
      ...roleSettings,
      members: { ...roleSettings.members, approver: ["arn:aws:iam::1:user/a.b"] },
    };
    expect(callerOf(byIam("arn:aws:iam::1:user/aXb"), settings)?.role).toBeNull();
    expect(callerOf(byIam("arn:aws:iam::1:user/a.b"), settings)?.role).toBe("approver");
  });
});
