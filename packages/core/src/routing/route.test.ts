import { describe, expect, it } from "vitest";
import type { Route } from "../vocabulary/trial/route.ts";
import { readRoute, writtenRoute } from "./route.ts";

const alone: Route = { model: "reef", champion: { endpoint: "reef-prod", weight: 100 } };
const shared: Route = {
  model: "reef",
  champion: { endpoint: "reef-prod", weight: 95 },
  challenger: { endpoint: "driftwheel-reef-v4-2", weight: 5 },
  rollout: "reef-v4-2",
};

const components: Route = {
  model: "reef",
  champion: { endpoint: "reef-prod", component: "reef", weight: 95 },
  challenger: { endpoint: "reef-prod", component: "driftwheel-reef-v4-2", weight: 5 },
  rollout: "reef-v4-2",
};

describe("a route", () => {
  it("is read as it was written, outside a trial and in one", () => {
    for (const route of [alone, shared, components]) {
      expect(readRoute(writtenRoute(route))).toEqual({ ok: true, route });
    }
  });

  it("has one text, in whatever order its fields are", () => {
    const turned = Object.fromEntries(Object.entries(shared).toReversed()) as unknown as Route;
    expect(writtenRoute(turned)).toBe(writtenRoute(shared));
  });

  it("is read without the fields that a later version may add", () => {
    expect(readRoute(JSON.stringify({ ...alone, region: "eu-west-1" }))).toEqual({ ok: true, route: alone });
  });

  it.each([
    ["frost-prod", /^is no JSON; expected \{ "model"/],
    [JSON.stringify([alone]), /expected an object with model and champion/],
    [JSON.stringify({ ...alone, model: "" }), /^model: is ""; expected the model's name in the fleet/],
    [
      JSON.stringify({ ...alone, champion: { endpoint: "reef_prod", weight: 100 } }),
      /^champion\.endpoint: is "reef_prod"; expected an endpoint's name/,
    ],
    [
      JSON.stringify({ ...alone, champion: { endpoint: "reef-prod", component: "-", weight: 100 } }),
      /^champion\.component: is "-"; expected an inference component's name/,
    ],
    [
      JSON.stringify({ ...shared, champion: { endpoint: "reef-prod", weight: "95" } }),
      /^champion\.weight: is "95"; expected a share in percent/,
    ],
    [
      JSON.stringify({ ...shared, challenger: { endpoint: "reef-2", weight: -5 } }),
      /^challenger\.weight: is -5; expected a share in percent/,
    ],
    [
      JSON.stringify({ ...shared, champion: { endpoint: "reef-prod", weight: 90 } }),
      /^champion\.weight: all weights are 95 together; expected 100/,
    ],
    [
      JSON.stringify({ ...shared, rollout: undefined }),
      /^rollout: is missing; expected one beside challenger/,
    ],
    [
      JSON.stringify({ ...alone, rollout: "reef-v4-2" }),
      /^challenger: is missing; expected one beside rollout/,
    ],
  ])("is none in %s, and it is told why", (value, reason) => {
    expect(readRoute(value)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});
