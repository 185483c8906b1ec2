import { describe, expect, it } from "vitest";
import { policyFor } from "../../../policy/testing/fleet.ts";
import { harmOfBacklog } from "./backlog.ts";

const minute = 60_000;
const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const rulesWith = (backlog: object | undefined) =>
  policyFor("meadow", {
    serving: "asynchronous",
    asynchronous: { successTopic: topic("answers"), errorTopic: topic("errors") },
    route: { parameter: "/meadow/route" },
    rollout: { ramp: [20], guards: backlog ? { backlog } : {} },
  }).rollout;
const queue = (perInstance: number, oldest: number) => ({ perInstance, oldest: oldest * minute });
const harm = (champion: ReturnType<typeof queue> | null, challenger: ReturnType<typeof queue> | null) =>
  harmOfBacklog({ champion, challenger }, rulesWith({ perInstance: 20, oldest: "30 minutes" }));

describe("a challenger's queue", () => {
  it("is harm where it is longer than it may be, and the champion's is not", () => {
    expect(harm(queue(3, 1), queue(21, 1))).toBe(
      "All of this look at least 21 requests for each instance waited on the challenger's endpoint; 20 may, and on the champion's there were 3.",
    );
    expect(harm(queue(3, 1), queue(20, 30))).toBeNull();
  });

  it("is harm where a request waits for longer than it may", () => {
    expect(harm(queue(3, 1), queue(2, 31))).toBe(
      "All of this look a request waited for 31 minutes or longer on the challenger's endpoint; 30 minutes may be, and on the champion's it was 1 minute.",
    );
  });

  it("is none where the champion's is as long: there is more to answer than before", () => {
    expect(harm(queue(40, 1), queue(50, 1))).toBeNull();
    expect(harm(queue(3, 40), queue(3, 50))).toBeNull();
  });

  it("is harm beside a champion that is scaled to zero, and none where nobody measured it or wrote a limit", () => {
    expect(harm(null, queue(21, 1))).not.toBeNull();
    expect(harm(queue(1, 1), null)).toBeNull();
    const long = { champion: null, challenger: queue(500, 500) };
    expect(harmOfBacklog(long, rulesWith(undefined))).toBeNull();
    expect(harmOfBacklog(undefined, rulesWith({ perInstance: 1 }))).toBeNull();
  });
});
