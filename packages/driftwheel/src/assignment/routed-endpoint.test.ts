import { describe, expect, it } from "vitest";
import { routedEndpoint } from "./routed-endpoint.ts";
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
