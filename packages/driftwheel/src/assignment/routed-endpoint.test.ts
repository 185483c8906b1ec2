import { describe, expect, it } from "vitest";
import { routedEndpoint, routedInvocation } from "./routed-endpoint.ts";
import { targetVariant } from "./target-variant.ts";

const [main, second] = ["tide-prod", "driftwheel-tide-v5-1"];
const value = (weight: number) =>
  JSON.stringify({
    model: "tide",
    champion: { endpoint: main, weight: 100 - weight },
    challenger: { endpoint: second, weight },
    rollout: "tide-v5-1",
  });
const users = Array.from({ length: 500 }, (_, user) => `user-${user}`);

describe("the endpoint to ask", () => {
  it("is chosen as a variant would be, so that who hashes in another language comes to the same", () => {
    const variants = [
      { VariantName: main, CurrentWeight: 70 },
      { VariantName: second, CurrentWeight: 30 },
    ];
    for (const user of users) {
      const variant = targetVariant(user, { EndpointConfigName: "tide-v5-1", ProductionVariants: variants });
      expect(routedEndpoint(user, value(30))).toBe(variant);
    }
  });

  it("has an inference component where the route names one, drawn by the components' names", () => {
    const route = {
      ...{ model: "tide", rollout: "tide-v5-1" },
      champion: { endpoint: main, component: "tide", weight: 70 },
      challenger: { endpoint: main, component: second, weight: 30 },
    };
    const variants = [
      { VariantName: "tide", CurrentWeight: 70 },
      { VariantName: second, CurrentWeight: 30 },
    ];
    for (const user of users) {
      expect(routedInvocation(user, JSON.stringify(route))).toEqual({
        EndpointName: main,
        InferenceComponentName: targetVariant(user, {
          EndpointConfigName: "tide-v5-1",
          ProductionVariants: variants,
        }),
      });
    }
    expect(routedInvocation("ann", value(0))).toEqual({ EndpointName: main });
  });

  it("is drawn for each request of nobody", () => {
    const asked = new Set(users.map(() => routedEndpoint(undefined, value(50))));
    expect([...asked].toSorted()).toEqual([second, main]);
  });

  it("is the champion's outside a trial", () => {
    const alone = JSON.stringify({ model: "tide", champion: { endpoint: main, weight: 100 } });
    expect(routedEndpoint("ann", alone)).toBe(main);
    expect(routedEndpoint(undefined, value(100))).toBe(second);
  });

  it("is none where the parameter holds something else, which is told by its field", () => {
    expect(() => routedEndpoint("ann", '{"model":"tide"}')).toThrow(
      "The route's champion: is missing; expected an object with endpoint and weight",
    );
  });
});
