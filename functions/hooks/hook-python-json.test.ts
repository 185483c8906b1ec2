import { evidently } from "@driftwheel/core/events/monitoring/evidently-report.ts";
import { describe, expect, it } from "vitest";
import { hookUnderTest, now, traces } from "./testing/hook-under-test.ts";
import { lake, watcherText } from "./testing/signed-requests.ts";

const current = hookUnderTest();

/** A report of Evidently as `snapshot.json()` gives it for a column that never varies, and for one far away. */
const report = (wind: string) => `{"endpoint": "tides-prod", "schedule": "evidently", "rows": 620,
  "windowStart": "2026-05-04T08:00:00Z", "windowEnd": "2026-05-04T09:00:00Z", "metrics": [1],
  "evidently": {"tests": [], "metrics": [
    {"id": "a", "metric_name": "ValueDrift(column=flat,method=t-test p_value,threshold=0.05)", "value": NaN},
    {"id": "b", "metric_name": "ValueDrift(column=wind,method=Kullback-Leibler divergence,threshold=0.1)", "value": ${wind}}
  ]}}`;
const evidentlyRule = (wind: string) => watcherText(report(wind));

describe("a body that Python's json.dumps wrote", () => {
  it("is read with its NaN and Infinity, which the event keeps where JSON has no word for them", async () => {
    expect(await current.hook.send(evidentlyRule("Infinity"))).toMatchObject({ statusCode: 202 });

    const [put] = current.hook.memory.events;
    // As the bus hands it on.
    const { detail, detailType, source } = JSON.parse(JSON.stringify(put?.event));
    expect(
      evidently.read({ source, "detail-type": detailType, time: put?.at, resources: [], detail }),
    ).toMatchObject({
      result: "signal",
      signal: {
        features: [
          { feature: "flat", violated: false, pValue: null },
          { feature: "wind", violated: true, distance: Number.MAX_VALUE },
        ],
      },
    });
  });

  it("may begin with a byte order mark", async () => {
    const text = '\uFEFF{"type": "table.updated", "model": "tides", "table": "gauges", "rows": NaN}';
    expect((await current.hook.send(lake("msg_90", now, text))).statusCode).toBe(202);
  });

  it("is told of a number that is none where one is needed, and leaves nothing", async () => {
    const text = '{"type": "answers.checked", "variant": "v2", "right": 3, "checked": NaN}';
    const answer = await current.hook.send(lake("msg_91", now, text));
    expect(JSON.parse(answer.body).errors).toEqual([
      {
        path: "rules.1.trials",
        expression: "body.checked",
        value: "NaN",
        expected: "a whole number, 1 or more",
      },
    ]);
    expect((await current.hook.send(evidentlyRule("NaN"))).body).toContain("no column has a score");
    expect(traces(current.hook)).toEqual([0, 0, 0]);
  });
});
