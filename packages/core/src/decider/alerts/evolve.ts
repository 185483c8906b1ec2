import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import type { OpenAlert, State } from "../../vocabulary/state.ts";
import { isHappening } from "./conditions.ts";

/** Which alerts are not over, who acknowledged them, and which were escalated. */
export function evolveAlerts(state: State, entry: Entry): State {
  switch (entry.kind) {
    case "alert-raised":
      return isHappening(entry.model, entry.data) ? state : withAlert(state, entry.data.key, opened(entry));
    case "alert-resolved":
      return without(state, entry.data.key);
    case "alert-escalated":
      return change(state, entry.data.about, { escalated: true });
    case "command-accepted":
      return entry.data.command.name === "acknowledge"
        ? change(state, entry.data.command.alert, { acknowledgedBy: entry.data.by })
        : state;
    default:
      return state;
  }
}

function opened({ sequence, at, data }: EntryOf<"alert-raised">): OpenAlert {
  const { about, aboutKind, severity, subject } = data;
  return { sequence, about, aboutKind, severity, at, subject, acknowledgedBy: null, escalated: false };
}

/** Changes the open alert that was raised by the entry of that sequence; one that is over stays so. */
function change(state: State, sequence: number, changes: Partial<OpenAlert>): State {
  const found = Object.entries(state.alerts).find(([, alert]) => alert.sequence === sequence);
  return found ? withAlert(state, found[0], { ...found[1], ...changes }) : state;
}

function withAlert(state: State, key: string, alert: OpenAlert): State {
  return { ...state, alerts: { ...state.alerts, [key]: alert } };
}

function without(state: State, key: string): State {
  return {
    ...state,
    alerts: Object.fromEntries(Object.entries(state.alerts).filter(([other]) => other !== key)),
  };
}
