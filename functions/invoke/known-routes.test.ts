import { readRoute } from "@driftwheel/core/routing/route.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { KnownRoutes } from "./known-routes.ts";

const parameter = "/tides/route";
const written = (endpoint: string, model = "tides") =>
  JSON.stringify({ model, champion: { endpoint, weight: 100 } });

let now: number;
let value: string | null | Error;
let reads: number;
/** While it is set, readings wait for it. */
let held: Promise<void> | null;
let told: object[];
let routes: KnownRoutes;

beforeEach(() => {
  now = 1_000_000;
  value = written("tides-prod");
  reads = 0;
  held = null;
  told = [];
  routes = new KnownRoutes({
    async read() {
      reads += 1;
      const answer = value;
      await held;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    parse: async (text) => readRoute(text),
    now: () => now,
    unread: (unread) => told.push(unread),
  });
});

const endpoint = async () => {
  const known = await routes.of({ model: "tides", parameter, endpoint: "tides-own" });
  return known.ok ? known.route.champion.endpoint : known.reason;
};

describe("a route", () => {
  it("is read by the first request, once for all that come at once, and kept for three seconds", async () => {
    expect(await Promise.all([endpoint(), endpoint()])).toEqual(["tides-prod", "tides-prod"]);
    now += 2_999;
    expect(await endpoint()).toBe("tides-prod");
    expect(reads).toBe(1);
  });

  it("is read anew after three seconds beside a request, which goes by the one before", async () => {
    await endpoint();
    value = written("driftwheel-tides-1");
    now += 3_000;
    expect(await endpoint()).toBe("tides-prod");
    await routes.settled();
    expect(await endpoint()).toBe("driftwheel-tides-1");
    expect(reads).toBe(2);
  });

  it("that is five seconds old is used by nobody: a roll back has reached all by then", async () => {
    await endpoint();
    value = written("driftwheel-tides-1");
    now += 5_000;
    expect(await endpoint()).toBe("driftwheel-tides-1");
  });
});

describe("a route that nobody has written yet", () => {
  it("leads to the model's own endpoint, which is no reason to tell anybody", async () => {
    value = null;
    for (let second = 0; second < 10; second++) {
      expect(await endpoint()).toBe("tides-own");
      await routes.settled();
      now += 1_000;
    }
    expect(reads).toBe(4);
    expect(told).toEqual([]);
  });

  it("is followed once it is written, and not forgotten when it is gone again", async () => {
    value = null;
    await endpoint();
    value = written("tides-prod");
    now += 5_000;
    expect(await endpoint()).toBe("tides-prod");
    value = null;
    now += 5_000;
    expect(await endpoint()).toBe("tides-prod");
    expect(told).toHaveLength(1);
  });
});

describe("a route that cannot be read", () => {
  it.each([
    ["is gone", null, "there is no parameter /tides/route"],
    [
      "is refused",
      new Error("SSM does not tell /tides/route: 400 ThrottlingException"),
      /ThrottlingException$/,
    ],
    ["is no JSON", "tides-prod", /^\/tides\/route holds no route: is no JSON/],
    [
      "is another model's",
      written("dunes-prod", "dunes"),
      '/tides/route holds no route of this model: model: is "dunes"; expected "tides"',
    ],
  ])("because it %s leaves the last known one, and is told once a minute", async (_, broken, reason) => {
    await endpoint();
    value = broken;
    for (let second = 0; second < 59; second++) {
      now += 1_000;
      expect(await endpoint()).toBe("tides-prod");
      await routes.settled();
    }
    expect(told).toEqual([
      {
        model: "tides",
        parameter,
        reason: typeof reason === "string" ? reason : expect.stringMatching(reason),
        age: 3,
      },
    ]);
    now += 10_000;
    await endpoint();
    expect(told).toHaveLength(2);
    value = written("driftwheel-tides-1");
    now += 1_000;
    await endpoint();
    await routes.settled();
    expect(await endpoint()).toBe("driftwheel-tides-1");
  });

  it("keeps nobody waiting while it stays so, and asks once a second", async () => {
    await endpoint();
    value = new Error("unreachable");
    now += 5_000;
    await endpoint();
    held = new Promise(() => {});
    for (let request = 0; request < 100; request++) {
      now += 20;
      expect(await endpoint()).toBe("tides-prod");
    }
    expect(reads).toBe(3);
  });

  it("and never was is told to who asks, without asking SSM for each", async () => {
    value = new Error("SSM is not reached");
    expect(await endpoint()).toBe("SSM is not reached");
    now += 999;
    expect(await endpoint()).toBe("SSM is not reached");
    expect(reads).toBe(1);
    value = written("tides-prod");
    now += 1;
    expect(await endpoint()).toBe("tides-prod");
  });
});
