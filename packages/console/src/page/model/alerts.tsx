import type { OpenAlert } from "../api/api-types.ts";
import { Badge } from "../parts/status.tsx";
import { Since } from "../parts/time.tsx";
import { addressOf } from "../routing/routes.ts";
import { severityTones } from "../words/tone.ts";

interface Alerts {
  readonly model: string;
  readonly alerts: readonly OpenAlert[];
}

/** Alerts that are not over; nothing where there are none. */
export function Alerts({ model, alerts }: Alerts) {
  if (alerts.length === 0) return null;
  return (
    <section class="card" aria-label="Open alerts">
      <h2>Open alerts</h2>
      <ul class="alerts">
        {alerts.map(({ key, severity, subject, at, about, acknowledgedBy, escalated }) => (
          <li key={key}>
            <Badge tone={severityTones[severity]}>{severity}</Badge>
            <a class="clip" href={addressOf("entry", { model, sequence: String(about) })}>
              {subject}
            </a>
            <span class="quiet small">
              <Since at={at} />
              {escalated ? ", escalated" : ""}
              {acknowledgedBy === null ? "" : `, in hand with ${acknowledgedBy}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
