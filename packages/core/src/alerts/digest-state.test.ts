import { describe, expect, it } from "vitest";
import { type DigestState, emptyDigestState, type OfferedAlert, offer, seal, sent } from "./digest-state.ts";
import { digestText } from "./digest-text.ts";

const start = Date.parse("2026-05-04T10:00:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1000);
const storm = { above: 3, within: 600_000 };
const quietHours = { from: "22:00", to: "07:00", timeZone: "Europe/Berlin" };

function alert(number: number, changes: Partial<OfferedAlert> = {}): OfferedAlert {
  const model = `model-${number % 40}`;
  return {
    token: `driftwheel-${model}-${number}-send-alert`,
    model,
    key: `${model}/drift`,
    kind: "drift-confirmed",
    severity: "notify",
    subject: `${model}: drift confirmed in sugar`,
    event: "raised",
    ...changes,
  };
}

/** Offers all of them, a second apart; answers their decisions and the state after them. */
function offered(
  alerts: readonly OfferedAlert[],
  settings = { storm } as Parameters<typeof offer>[2],
  state = emptyDigestState,
  from = 0,
) {
  let now: DigestState = state;
  const decisions = alerts.map((one, index) => {
    const { state: next, decision } = offer(now, one, settings, at(from + index));
    now = next;
    return decision;
  });
  return { decisions, state: now };
}

describe("the alert state", () => {
  it("lets the first of a storm through and keeps the rest for one digest", () => {
    const { decisions, state } = offered(Array.from({ length: 100 }, (_, index) => alert(index)));
    expect(decisions.filter((decision) => decision === "now")).toHaveLength(3);
    expect(state.open?.count).toBe(97);
    expect(state.open?.due).toBe(at(3 + 600).toISOString());
  });

  it("tells pages at once, their ends and escalations too, and writes nothing for them", () => {
    const { state } = offered(Array.from({ length: 10 }, (_, index) => alert(index)));
    for (const event of ["raised", "resolved", "escalated"] as const) {
      const answer = offer(state, alert(99, { severity: "page", event }), { storm, quietHours }, at(20));
      expect(answer.decision).toBe("now");
      expect(answer.state).toBe(state);
    }
  });

  it("has the same decision for the same alert offered again, and counts it once", () => {
    const alerts = Array.from({ length: 10 }, (_, index) => alert(index));
    const first = offered(alerts);
    const again = offered(alerts, { storm }, first.state, 5_000);
    expect(again.decisions).toEqual(first.decisions);
    expect(again.state).toBe(first.state);
  });

  it("remembers what a sent digest told", () => {
    const alerts = Array.from({ length: 10 }, (_, index) => alert(index));
    const sealed = seal(offered(alerts).state, { storm }, at(700));
    const after = sent(sealed.state, sealed.digest?.id ?? "");
    expect(after.sealed).toBeNull();
    expect(offered(alerts.slice(3), { storm }, after, 800).decisions).toEqual(Array(7).fill("digest"));
  });

  it("tells at once again when the storm is over", () => {
    const sealed = seal(
      offered(Array.from({ length: 10 }, (_, index) => alert(index))).state,
      { storm },
      at(700),
    );
    const after = sent(sealed.state, sealed.digest?.id ?? "");
    expect(offered([alert(50)], { storm }, after, 701).decisions).toEqual(["now"]);
  });

  it("never sends a digest early, and the same one until it is known to be sent", () => {
    const { state } = offered(Array.from({ length: 10 }, (_, index) => alert(index)));
    expect(seal(state, { storm }, at(602)).digest).toBeNull();
    const first = seal(state, { storm }, at(603));
    const joined = offer(first.state, alert(77), { storm: { above: 1, within: 600_000 } }, at(604)).state;
    expect(seal(joined, { storm }, at(900)).digest).toEqual(first.digest);
    expect(sent(joined, "another")).toBe(joined);
  });

  it("keeps notifications of quiet hours until they end, and pages never", () => {
    const settings = { storm, quietHours };
    const evening = 12 * 3_600; // midnight in Berlin
    const { decisions, state } = offered(
      [alert(1), alert(2, { severity: "info" })],
      settings,
      emptyDigestState,
      evening,
    );
    expect(decisions).toEqual(["digest", "digest"]);
    expect(state.open).toMatchObject({ due: "2026-05-05T05:00:00.000Z", severity: "notify", count: 2 });
    expect(seal(state, settings, new Date("2026-05-05T04:59:00Z")).digest).toBeNull();
    expect(seal(state, settings, new Date("2026-05-05T05:00:00Z")).digest?.count).toBe(2);
  });

  it("does not send the digest of a storm into quiet hours that began meanwhile", () => {
    const settings = { storm, quietHours };
    const { state } = offered(
      Array.from({ length: 9 }, (_, index) => alert(index)),
      settings,
      emptyDigestState,
      9 * 3_600 + 3_500,
    );
    expect(state.open?.due).toBe("2026-05-04T20:08:23.000Z");
    expect(seal(state, settings, new Date("2026-05-04T20:10:00Z")).digest).toBeNull();
    expect(seal(state, settings, new Date("2026-05-05T05:00:00Z")).digest?.count).toBe(6);
  });

  it("has a bound to its size, whatever comes", () => {
    const many = Array.from({ length: 4_000 }, (_, index) =>
      alert(index, { model: `a-model-with-a-name-as-long-as-${index}`, subject: "s".repeat(99) }),
    );
    const { state } = offered(many);
    const sealed = seal(state, { storm }, at(9_000));
    const after = offered(
      many.map((one) => ({ ...one, token: `${one.token}-2` })),
      { storm },
      sent(sealed.state, sealed.digest?.id ?? ""),
      9_001,
    );
    expect(state.open?.count).toBe(3_997);
    expect(JSON.stringify(after.state).length).toBeLessThan(200_000);
  });
});

it("a digest counts what was kept back and names the first of it", () => {
  const kinds = ["drift-confirmed", "drift-confirmed", "rollout-promoted"];
  const alerts = Array.from({ length: 40 }, (_, index) => alert(index, { kind: kinds[index % 3] ?? "" }));
  const { state } = offered(alerts);
  if (!state.open) throw new Error("nothing was kept back");
  const { subject, body } = digestText(state.open);
  expect(subject).toBe("37 alerts of 37 models in one message");
  expect(body).toMatchInlineSnapshot(`
    "What happened
      Since 2026-05-04T10:00:03.000Z 37 alerts of 37 models did not come one by one,
      because there were too many at once or these were quiet hours. Nothing that
      pages is among them.

    How many of what
          25  drift-confirmed
          12  rollout-promoted

    Of which models
           1  model-10
           1  model-11
           1  model-12
           1  model-13
           1  model-14
           1  model-15
           1  model-16
           1  model-17
           1  model-18
           1  model-19
          27  27 other models

    The first 20
      model-3: drift confirmed in sugar
      model-4: drift confirmed in sugar
      model-5: drift confirmed in sugar
      model-6: drift confirmed in sugar
      model-7: drift confirmed in sugar
      model-8: drift confirmed in sugar
      model-9: drift confirmed in sugar
      model-10: drift confirmed in sugar
      model-11: drift confirmed in sugar
      model-12: drift confirmed in sugar
      model-13: drift confirmed in sugar
      model-14: drift confirmed in sugar
      model-15: drift confirmed in sugar
      model-16: drift confirmed in sugar
      model-17: drift confirmed in sugar
      model-18: drift confirmed in sugar
      model-19: drift confirmed in sugar
      model-20: drift confirmed in sugar
      model-21: drift confirmed in sugar
      model-22: drift confirmed in sugar
      and 17 more

    What to do
      See all of a model's: driftwheel ledger <model>
      See how every model is: driftwheel models"
  `);
});
