import { describe, expect, it } from "vitest";
import { defineFleet } from "./define-fleet.ts";
import type { FleetInput } from "./policy.ts";
import { policyInput } from "./testing/fleet.ts";

const secret = "/driftwheel/webhooks/warehouse";

/** The wrong subscriptions below are what a person could write in a file that no compiler has seen. */
function load(subscription: object) {
  return defineFleet({
    models: { vines: policyInput("vines") },
    webhooks: { warehouse: subscription },
  } as unknown as FleetInput);
}

function refusal(subscription: object): string {
  try {
    load(subscription);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "accepted";
}

describe("a subscription", () => {
  it("is sent every kind of every model in the standard format unless it says otherwise", () => {
    const { webhooks } = load({ url: "https://warehouse.example/hooks", secret });

    expect(webhooks).toEqual({
      warehouse: { url: "https://warehouse.example/hooks", secret, format: "standard" },
    });
  });

  it("may keep its URL in a parameter, because Slack's URL is a secret; Slack has no key", () => {
    const parameter = "/driftwheel/webhooks/slack";

    expect(refusal({ url: { parameter }, format: "slack", kinds: ["alert-raised"], models: ["vines"] })).toBe(
      "accepted",
    );
  });

  it.each([
    ["http", "http://warehouse.example/hooks", "must begin with https://"],
    ["no URL", "warehouse.example", "must be a URL; write"],
    ["a password", "https://me:secret@warehouse.example/", "must not hold a user or a password"],
    ["a private address", "https://10.1.2.3/hooks", "must lead to a public address"],
    ["a private address as one number", "https://167838211/hooks", "must lead to a public address"],
    ["a private address in octal", "https://012.1.2.3/hooks", "must lead to a public address"],
    ["the metadata service", "https://169.254.169.254/latest", "must lead to a public address"],
    ["the machine itself", "https://localhost:8443/hooks", "must lead to a public address"],
    ["the machine itself in IPv6", "https://[::1]/hooks", "must lead to a public address"],
    ["a mapped private address", "https://[::ffff:10.0.0.1]/hooks", "must lead to a public address"],
    ["a private IPv6 address", "https://[fd12:3456::1]/hooks", "must lead to a public address"],
  ])("with %s as its URL is refused", (_what, url, reason) => {
    expect(refusal({ url, secret })).toContain(`webhooks.warehouse.url is ${JSON.stringify(url)}: ${reason}`);
  });

  it("to a public address is taken", () => {
    expect(refusal({ url: "https://172.32.0.1:8443/hooks", secret })).toBe("accepted");
    expect(refusal({ url: "https://[2a00:1450::1]/hooks", secret })).toBe("accepted");
  });

  it.each([
    [
      { url: "https://warehouse.example/" },
      "webhooks.warehouse.secret is missing: must name the SSM parameter that holds the key",
    ],
    [
      { url: "https://events.pagerduty.com/v2/enqueue", format: "pagerduty" },
      "webhooks.warehouse.secret is missing: must name the SSM parameter that holds the routing key",
    ],
    [
      { url: "https://events.pagerduty.com/v2/enqueue", format: "pagerduty", secret, kinds: ["paused"] },
      'webhooks.warehouse.kinds.0 is "paused": is no alert: pagerduty understands alert-raised',
    ],
    [
      { url: "https://warehouse.example/", secret, kinds: ["rollout-promoted", "signal-observed"] },
      'webhooks.warehouse.kinds.1 is "signal-observed": is not announced',
    ],
    [
      { url: "https://warehouse.example/", secret, models: ["vines", "wines"] },
      'webhooks.warehouse.models.1 is "wines": the fleet has no such model; it has vines',
    ],
    [
      { url: "https://warehouse.example/", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
      "must be the name of an SSM parameter",
    ],
    [{ url: "https://warehouse.example/", secret, kinds: [] }, "must name at least one kind"],
  ])("that cannot work is refused: %j", (subscription, reason) => {
    expect(refusal(subscription)).toContain(reason);
  });
});
