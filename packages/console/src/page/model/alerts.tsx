import { Acknowledge } from "../act/acknowledge.tsx";
import type { ModelState } from "../api/api-types.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Badge } from "../parts/status.tsx";
import { Since } from "../parts/time.tsx";
import { addressOf } from "../routing/routes.ts";
import { shortArn } from "../words/packages.ts";
import { severityTones } from "../words/tone.ts";

/** Alerts that are not over; nothing where there are none. */
export function Alerts({ state }: { readonly state: ModelState }) {
  const { model, alerts } = state;
  if (alerts.length === 0) return null;
  return (
    <section class="card" aria-label="Open alerts">
      <h2>Open alerts</h2>
      <ul class="alerts">
        {alerts.map((alert) => (
          <li key={alert.key}>
            <AlertLine model={model} alert={alert} />
            <Acknowledge state={state} alert={alert} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Line {
  readonly model: string;
  readonly alert: ModelState["alerts"][number];
}

function AlertLine({ model, alert }: Line) {
  const { severity, subject, about, at, escalated, acknowledgedBy } = alert;
  return (
    <span class="alert-line">
      <Badge tone={severityTones[severity]}>{severity}</Badge>
      <a href={addressOf("entry", { model, sequence: String(about) })}>
        <Sentence text={subject} />
      </a>
      <span class="quiet small">
        <Since at={at} />
        {escalated ? ", escalated" : ""}
        {acknowledgedBy === null ? "" : `, in hand with ${shortArn(acknowledgedBy)}`}
      </span>
    </span>
  );
}
