import type { Entry } from "./entry.ts";
import type { State } from "./state.ts";

/** Alerts that are not over, and who has seen them. */
export function evolveAlerts(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "command-accepted":
      return entry.data.command.name === "acknowledge"
        ? acknowledged(state, entry.data.command.alert, entry.data.by)
        : state;
    default:
      return state;
  }
}

function acknowledged(state: State, sequence: number, by: string): State {
  return {
    ...state,
    alerts: Object.fromEntries(
      Object.entries(state.alerts).map(([key, alert]) => [
        key,
        alert.sequence === sequence ? { ...alert, acknowledgedBy: by } : alert,
      ]),
    ),
  };
}
