import { describe, expect, it } from "vitest";
import { designEffectOf, firstRequests, type JudgedRequest, outcomeGroups } from "./outcome-groups.ts";

const now = Date.parse("2026-04-07T15:06:00Z");
const day = 86_400_000;

function request(
  time: string | null,
  variant: string,
  successes: readonly boolean[],
  units: readonly string[] | null = null,
): JudgedRequest {
  return {
    at: time === null ? null : Date.parse(time),
    units,
    outcomes: successes.map((success) => ({ variant, label: 1, prediction: 1, score: null, success })),
  };
}

describe("outcomes by the time of their requests", () => {
  it("are counted by ten seconds and variant, in the order of time, both arms' together", () => {
    const requests = [
      request("2026-04-07T12:00:31Z", "challenger", [true]),
      request("2026-04-07T12:00:20Z", "champion", [true]),
      request("2026-04-07T12:00:12Z", "champion", [true, false]),
      request("2026-04-07T12:00:29.999Z", "challenger", [false]),
      request("2026-04-07T12:00:25Z", "champion", [true]),
    ];
    const at = (second: number) => Date.parse("2026-04-07T12:00:00Z") + second * 1_000;
    expect(outcomeGroups(requests, null, now)).toEqual({
      groups: [
        { variant: "champion", at: at(10), trials: 2, successes: 1 },
        { variant: "champion", at: at(20), trials: 2, successes: 2 },
        { variant: "challenger", at: at(20), trials: 1, successes: 0 },
        { variant: "challenger", at: at(30), trials: 1, successes: 1 },
      ],
      outOfTime: 0,
    });
  });

  it("are of now where the capture tells no time", () => {
    expect(outcomeGroups([request(null, "champion", [true])], null, now).groups).toEqual([
      { variant: "champion", at: null, trials: 1, successes: 1 },
    ]);
  });

  it("are left out and counted where CloudWatch takes no such time", () => {
    const old = new Date(now - 14 * day).toISOString();
    const ahead = new Date(now + 3 * 3_600_000).toISOString();
    const requests = [request(old, "champion", [true, true]), request(ahead, "champion", [false])];
    expect(outcomeGroups(requests, null, now)).toEqual({ groups: [], outOfTime: 3 });
    const young = new Date(now - 13 * day).toISOString();
    expect(outcomeGroups([request(young, "champion", [true])], null, now).outOfTime).toBe(0);
  });

  it("say how many units came first in them, each once, in whatever order requests are read", () => {
    const requests = [
      request("2026-04-07T12:00:31Z", "challenger", [true], ["ann"]),
      request("2026-04-07T12:00:12Z", "champion", [true, false], ["ann", "ann"]),
      request("2026-04-07T12:00:13Z", "champion", [true], ["bob"]),
      request("2026-04-07T12:00:32Z", "challenger", [true], ["eve"]),
      request(null, "challenger", [true], ["kim"]),
    ];
    const asked = { bounds: null, segments: [], units: true };
    const { groups } = outcomeGroups(requests, null, now, asked, firstRequests(requests));
    expect(groups.map(({ variant, units }) => [variant, units])).toEqual([
      ["champion", 2],
      ["challenger", 1],
      ["challenger", 0],
    ]);
    const later = requests.slice(0, 1);
    const [counted] = outcomeGroups(later, null, now, asked, firstRequests(requests)).groups;
    expect(counted?.units).toBe(0);
  });

  it("say how many independent ones they are worth", () => {
    const requests = [request("2026-04-07T12:00:12Z", "champion", [true, true, false])];
    expect(outcomeGroups(requests, 2, now).groups).toMatchObject([{ trials: 3, effectiveTrials: 1.5 }]);
  });
});

describe("how much outcomes of a unit go together", () => {
  it("is nobody's question where each request has one outcome", () => {
    expect(designEffectOf([request(null, "a", [true]), request(null, "a", [false])])).toBeNull();
    expect(designEffectOf([])).toBeNull();
  });

  it("is that of requests of several rows", () => {
    const rows = [true, true, true, true];
    const requests = [request(null, "a", rows), request(null, "a", [false, false, false, false])];
    expect(designEffectOf(requests)).toBeGreaterThan(4);
  });

  it("is that of a unit that has several requests, of either variant, or some rows of one", () => {
    const requests = [
      request(null, "a", [true], ["ann"]),
      request(null, "b", [true], ["ann"]),
      request(null, "a", [false, true], ["bob", "ann"]),
      request(null, "a", [false], ["bob"]),
    ];
    expect(designEffectOf(requests)).toBeCloseTo(((1.2 ** 2 + 1.2 ** 2) / (5 * 0.6 * 0.4)) * 2, 10);
    const own = requests.map((one) => ({ ...one, units: null }));
    expect(designEffectOf(own)).toBe(1);
  });
});

describe("what a rollout asks of outcomes beside whether they are good", () => {
  const errors = (
    variant: string,
    values: readonly number[],
    of: Partial<JudgedRequest> = {},
  ): JudgedRequest => ({
    ...request("2026-04-07T12:00:12Z", variant, []),
    outcomes: values.map((error) => ({
      variant,
      label: 10,
      prediction: 10 - error,
      score: null,
      success: false,
    })),
    ...of,
  });
  const asked = { bounds: [0, 5], segments: ["north", "south"] } as const;

  it("is the sum of absolute errors, and of their squares, within bounds", () => {
    const { groups } = outcomeGroups([errors("champion", [1, -3, 400])], null, now, asked);
    expect(groups).toMatchObject([{ trials: 3, values: { sum: 1 + 3 + 5, squares: 1 + 9 + 25 } }]);
    expect(outcomeGroups([errors("champion", [1])], null, now).groups[0]).not.toHaveProperty("values");
  });

  it("is how many outcomes the named segments have, by their rows", () => {
    const requests = [
      errors("champion", [1, 1, 1], { segments: ["north", "east", "north"] }),
      errors("champion", [1], { segments: ["south"] }),
      errors("champion", [1], { segments: null }),
    ];
    const { groups } = outcomeGroups(requests, null, now, { ...asked, bounds: null });
    expect(groups).toEqual([
      expect.objectContaining({
        trials: 5,
        segments: { north: { trials: 2, successes: 0 }, south: { trials: 1, successes: 0 } },
      }),
    ]);
  });

  it("is how much values of a unit go together", () => {
    const requests = [1, 2, 3, 4].map((error) => errors("champion", [error, error, error]));
    // By the definition: each request's errors are one unit of three that are all alike.
    expect(designEffectOf(requests, asked)).toBeCloseTo(3 * (4 / 3), 10);
    expect(
      designEffectOf(
        requests.map(({ outcomes, ...one }) => ({ ...one, outcomes: outcomes.slice(0, 1) })),
        asked,
      ),
    ).toBeNull();
  });
});
