import type { AlertsOfModel, OpenAlert } from "../api/api-types.ts";

export interface FleetAlert {
  readonly model: string;
  /** The model's, when the alert was seen. */
  readonly sequence: number;
  readonly alert: OpenAlert;
}

const order = ["page", "notify", "info"];

/** Those that nobody has in hand first, then the more severe, then the older. */
export function mostUrgentFirst(models: readonly AlertsOfModel[]): readonly FleetAlert[] {
  return models
    .flatMap(({ model, sequence, alerts }) => alerts.map((alert) => ({ model, sequence, alert })))
    .toSorted(
      ({ alert: one }, { alert: other }) =>
        Number(one.acknowledgedBy !== null) - Number(other.acknowledgedBy !== null) ||
        order.indexOf(one.severity) - order.indexOf(other.severity) ||
        one.at.localeCompare(other.at),
    );
}
