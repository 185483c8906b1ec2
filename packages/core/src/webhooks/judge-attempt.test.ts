import { describe, expect, it } from "vitest";
import { judgeAttempt } from "./judge-attempt.ts";

const now = new Date("2026-08-03T10:00:00.000Z");

function judged(
  status: number | null,
  { retryAfter = null as string | null, made = 1, format = "standard" as const } = {},
) {
  return judgeAttempt({ answer: { status, retryAfter }, made, now, format, seed: "msg_vines_00000007" });
}

const wait = (...asked: Parameters<typeof judged>) => {
  const verdict = judged(...asked);
  return verdict.verdict === "retry" ? verdict.inSeconds : verdict.verdict;
};

describe("an attempt", () => {
  it.each([200, 201, 202, 204, 299])("answered %i is delivered", (status) => {
    expect(judged(status)).toEqual({ verdict: "delivered" });
  });

  it.each([null, 100, 199, 300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504])(
    "answered %s is made again on the schedule",
    (status) => {
      const verdict = judged(status);
      expect(verdict).toMatchObject({ verdict: "retry" });
      expect(wait(status)).toBeGreaterThanOrEqual(5);
      expect(wait(status)).toBeLessThanOrEqual(6);
    },
  );

  it("says when the next one is", () => {
    const seconds = wait(500, { made: 3 });
    expect(judged(500, { made: 3 })).toEqual({
      verdict: "retry",
      inSeconds: seconds,
      at: new Date(now.getTime() + Number(seconds) * 1_000).toISOString(),
    });
  });

  it("answered 410 disables the subscription", () => {
    expect(judged(410)).toEqual({ verdict: "disable" });
    expect(judged(410, { made: 10 })).toEqual({ verdict: "disable" });
  });

  it("is dead when it was the tenth and failed", () => {
    expect(judged(500, { made: 9 })).toMatchObject({ verdict: "retry" });
    expect(judged(500, { made: 10 })).toEqual({ verdict: "dead" });
    expect(judged(429, { made: 10, retryAfter: "60" })).toEqual({ verdict: "dead" });
  });

  it("is dead at once when PagerDuty says that the event is wrong", () => {
    const answer = { status: 400, retryAfter: null };
    expect(judgeAttempt({ answer, made: 1, now, format: "pagerduty", seed: "" })).toEqual({
      verdict: "dead",
    });
    expect(judgeAttempt({ answer, made: 1, now, format: "slack", seed: "" }).verdict).toBe("retry");
  });

  it.each([429, 500, 503])("answered %i waits as long as Retry-After says, never less", (status) => {
    expect(wait(status, { retryAfter: "120" })).toBeGreaterThanOrEqual(120);
    expect(wait(status, { retryAfter: "120" })).toBeLessThanOrEqual(133);
    expect(wait(status, { retryAfter: "Mon, 03 Aug 2026 10:30:00 GMT" })).toBeGreaterThanOrEqual(1_800);
    expect(wait(status, { retryAfter: "Mon, 03 Aug 2026 10:30:00 GMT" })).toBeLessThanOrEqual(1_981);
    // Less than the schedule has no effect, more than a day is a day.
    expect(wait(status, { retryAfter: "1" })).toBe(wait(status));
    expect(wait(status, { retryAfter: "99999999" })).toBeLessThanOrEqual(86_400 * 1.1 + 1);
    expect(wait(status, { retryAfter: "99999999" })).toBeGreaterThanOrEqual(86_400);
  });

  it.each(["", "soon", "-5", "1.5", "NaN", "Infinity", "0x10", "Mon, 99 Aug 2026 10:30:00 GMT"])(
    "does not mind a Retry-After of %j",
    (retryAfter) => {
      expect(wait(429, { retryAfter })).toBe(wait(429));
    },
  );

  it("does not mind the Retry-After of a redirect or of a page that is not there", () => {
    expect(wait(302, { retryAfter: "600" })).toBe(wait(302));
    expect(wait(404, { retryAfter: "600" })).toBe(wait(404));
  });
});
