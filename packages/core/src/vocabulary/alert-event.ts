import type { SendAlert } from "./effect.ts";

/** What an alert's entry is, in a word. */
export function eventOf(kind: "alert-raised" | "alert-resolved" | "alert-escalated"): SendAlert["event"] {
  switch (kind) {
    case "alert-raised":
      return "raised";
    case "alert-resolved":
      return "resolved";
    case "alert-escalated":
      return "escalated";
  }
}
