import { expect, it } from "vitest";
import type { OpenAlert } from "../api/api-types.ts";
import { mostUrgentFirst } from "./urgent-alerts.ts";

const alert = (key: string, severity: OpenAlert["severity"], at: string, by: string | null): OpenAlert => ({
  ...{ key, severity, at, sequence: 1, about: 1, aboutKind: "paused", subject: key },
  ...{ acknowledgedBy: by, escalated: false },
});

it("what nobody has in hand comes first, then what is more severe, then what is older", () => {
  const models = [
    {
      model: "tide",
      sequence: 9,
      alerts: [
        alert("in hand", "page", "2026-05-01", "noor"),
        alert("told", "notify", "2026-05-01", null),
        alert("young", "page", "2026-05-03", null),
      ],
    },
    { model: "reef", sequence: 4, alerts: [alert("old", "page", "2026-05-02", null)] },
  ];
  expect(mostUrgentFirst(models).map((one) => [one.model, one.alert.key])).toEqual([
    ["reef", "old"],
    ["tide", "young"],
    ["tide", "told"],
    ["tide", "in hand"],
  ]);
});
