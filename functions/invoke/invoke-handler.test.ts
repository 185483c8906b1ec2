import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { type Connected, handleInvocation } from "./invoke-handler.ts";
import type { ProxyAnswer } from "./problem.ts";

const drift = {
  monitor: "driftwheel" as const,
  sensitivity: { falseAlarmsPerYear: 4 },
  predictionLog: "s3://tides/predictions",
};
const fleet = fleetOf({ tides: { route: { parameter: "/tides/route", proxy: true }, drift } });
const event = (body = "1,2") => ({
  rawPath: "/endpoints/tides/invocations",
  headers: { "content-type": "text/csv" },
  body,
  requestContext: { http: { method: "POST" } },
});

let happened: string[];
let warned: object[];
let lines: object[];
let sending: () => Promise<void>;
let connected: Connected;

beforeEach(() => {
  happened = [];
  warned = [];
  lines = [];
  sending = async () => {};
  connected = {
    fleet,
    routes: {
      of: async () => ({
        ok: true,
        route: { model: "tides", champion: { endpoint: "tides-prod", weight: 100 } },
      }),
      settled: async () => {
        happened.push("routes settled");
      },
    },
    invoke: async () => ({ status: 200, headers: { "content-type": "text/csv" }, body: Buffer.from("0.7") }),
    now: () => new Date("2026-03-09T14:29:00Z"),
    random: () => 0.5,
    warn: (message, details) => warned.push({ message, ...details }),
    warned: async () => {
      happened.push("warnings written");
    },
    async send() {
      happened.push("sent");
      await sending();
    },
    write: (line) => lines.push(JSON.parse(line)),
    async wait(milliseconds) {
      happened.push(`waited ${milliseconds}`);
    },
  };
});
/** Sends as Node's sockets do: before the event loop turns, and not at once. */
const reply = ({ status }: ProxyAnswer) =>
  process.nextTick(() => void Promise.resolve().then(() => happened.push(`answered ${status}`)));

it("an answer that SageMaker does not count is a line that CloudWatch makes metrics of", async () => {
  await handleInvocation(event(), reply, connected);
  expect(lines).toEqual([]);
  const champion = { endpoint: "shared-prod", targetModel: "tides.tar.gz", weight: 100 };
  const routes = {
    ...connected.routes,
    of: async () => ({ ok: true as const, route: { model: "tides", champion } }),
  };
  await handleInvocation(event(), reply, { ...connected, routes });
  const metric = (Name: string, Unit: string) => ({ Name, Unit, StorageResolution: 1 });
  expect(lines).toEqual([
    {
      _aws: {
        Timestamp: Date.parse("2026-03-09T14:29:00Z"),
        CloudWatchMetrics: [
          {
            Namespace: "Driftwheel",
            Dimensions: [["EndpointName", "VariantName"]],
            Metrics: [
              metric("ProxiedRequests", "Count"),
              metric("ProxiedErrors", "Count"),
              metric("ProxiedLatency", "Microseconds"),
            ],
          },
        ],
      },
      ...{ EndpointName: "shared-prod", VariantName: "tides.tar.gz" },
      ...{ ProxiedRequests: 1, ProxiedErrors: 0, ProxiedLatency: expect.any(Number) },
    },
  ]);
});

describe("a prediction", () => {
  it("is sent once the caller has the answer, and before the function ends", async () => {
    await handleInvocation(event(), reply, connected);
    expect(happened).toEqual(["answered 200", "sent", "routes settled", "warnings written"]);
    expect(warned).toEqual([]);
  });

  it("that the queue does not take at first is sent again", async () => {
    let tries = 0;
    sending = async () => {
      tries += 1;
      if (tries < 3) throw new TransientError("busy");
    };
    await handleInvocation(event(), reply, connected);
    expect(happened.filter((what) => /sent|waited/.test(what))).toEqual([
      ...["sent", "waited 100", "sent", "waited 400", "sent"],
    ]);
    expect(warned).toEqual([]);
  });

  it("that is not taken is told with the model and the reason, at once where trying again is of no use", async () => {
    sending = () => Promise.reject(new TransientError("busy"));
    await handleInvocation(event(), reply, connected);
    sending = () => Promise.reject(new Refused("AccessDenied"));
    await handleInvocation(event(), reply, connected);
    expect(happened.filter((what) => what === "sent")).toHaveLength(4);
    expect(warned).toEqual([
      { message: "prediction not logged", model: "tides", reason: "busy" },
      { message: "prediction not logged", model: "tides", reason: "AccessDenied" },
    ]);
  });

  it("that is larger than a message is told, and not sent", async () => {
    await handleInvocation(event("1".repeat(262_144)), reply, connected);
    expect(happened).not.toContain("sent");
    expect(warned).toEqual([
      {
        message: "prediction not logged",
        model: "tides",
        reason: expect.stringMatching(/^it has 262\d\d\d bytes as a message, and the queue takes 262144$/),
      },
    ]);
  });
});

it("answers what nobody expected with a problem, and tells it", async () => {
  connected = {
    ...connected,
    now: () => {
      throw new Error("no clock");
    },
  };
  await handleInvocation(event(), reply, connected);
  expect(happened[0]).toBe("answered 500");
  expect(warned).toEqual([{ message: "request failed", error: new Error("no clock") }]);
});
