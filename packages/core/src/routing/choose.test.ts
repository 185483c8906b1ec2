import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seededIntegers } from "../stats/random.ts";
import type { Route } from "../vocabulary/trial/route.ts";
import { armFor, chosenOf, hashedText, isShared, pointOf } from "./choose.ts";

const ramp = (weight: number, rollout = "reef-v4-2"): Route => ({
  model: "reef",
  champion: { endpoint: "reef-prod", weight: 100 - weight },
  challenger: { endpoint: "driftwheel-reef-v4-2", weight },
  rollout,
});
const users = Array.from({ length: 20_000 }, (_, user) => `user-${user}`);
const point = (salt: string, unit: string) =>
  pointOf(createHash("sha256").update(hashedText(salt, unit)).digest());
const onTrial = (route: Route) =>
  users.filter(
    (user) => armFor(route, point(route.rollout ?? "", user)).endpoint === route.challenger?.endpoint,
  );

describe("the endpoint that answers a unit", () => {
  it("is the challenger's for the part of all units that its weight asks for", () => {
    // Four standard deviations of 20,000 draws.
    for (const weight of [5, 25, 50]) {
      const spread = 4 * Math.sqrt(users.length * (weight / 100) * (1 - weight / 100));
      expect(Math.abs(onTrial(ramp(weight)).length - (users.length * weight) / 100)).toBeLessThan(spread);
    }
  });

  it("stays the challenger's while the ramp widens", () => {
    const wide = new Set(onTrial(ramp(50)));
    expect(onTrial(ramp(5)).filter((user) => !wide.has(user))).toEqual([]);
  });

  it("is drawn anew in the next trial", () => {
    const next = new Set(onTrial(ramp(50, "reef-v5-3")));
    const both = onTrial(ramp(50)).filter((user) => next.has(user)).length;
    expect(Math.abs(both - users.length / 4)).toBeLessThan(4 * Math.sqrt(users.length * 0.1875));
  });

  it("is the only one that has a weight, wherever the unit lies", () => {
    for (const at of [0, 0.5, 1 - 2 ** -48]) {
      expect(armFor(ramp(0), at).endpoint).toBe("reef-prod");
      expect(armFor(ramp(100), at).endpoint).toBe("driftwheel-reef-v4-2");
    }
    expect([0, 5, 100].map((weight) => isShared(ramp(weight)))).toEqual([false, true, false]);
  });

  it("is drawn by the same shares for requests of nobody", () => {
    const random = seededIntegers(7);
    const drawn = users.filter(
      () => armFor(ramp(25), random() / 2 ** 32).endpoint === "driftwheel-reef-v4-2",
    );
    expect(Math.abs(drawn.length - users.length / 4)).toBeLessThan(4 * Math.sqrt(users.length * 0.1875));
  });
});

describe("a choice between shares", () => {
  it("is none where nothing has a weight", () => {
    expect(chosenOf([{ name: "reef-prod", weight: 0 }], 0.5)).toBeUndefined();
  });

  it("places a unit by the first six bytes of its digest", () => {
    expect(pointOf(Uint8Array.from([0x80, 0, 0, 0, 0, 0, 0xff]))).toBe(0.5);
    expect(pointOf(Uint8Array.from([0, 0, 0, 0, 0, 1]))).toBe(2 ** -48);
  });
});
