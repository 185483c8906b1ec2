import type { ComponentType } from "preact";
import type { Parameters, RouteName } from "./routes.ts";

/** A page's view, given what its address names. */
type View<Name extends RouteName> = ComponentType<{ readonly parameters: Parameters<Name> }>;

type Views = { readonly [Name in RouteName]?: () => Promise<View<Name>> };

/** Each view is loaded when its page is first opened. A route without one is answered as a page that is not there. */
export const views: Views = {
  fleet: async () => (await import("../fleet/fleet-view.tsx")).FleetView,
  model: async () => (await import("../model/model-view.tsx")).ModelView,
  entry: async () => (await import("../model/entry-view.tsx")).EntryView,
  drift: async () => (await import("../drift/drift-view.tsx")).DriftView,
  rollouts: async () => (await import("../rollout/rollouts-view.tsx")).RolloutsView,
  rollout: async () => (await import("../rollout/rollout-view.tsx")).RolloutView,
  deliveries: async () => (await import("../deliveries/deliveries-view.tsx")).DeliveriesView,
  alerts: async () => (await import("../alerts/alerts-view.tsx")).AlertsView,
  costs: async () => (await import("../costs/costs-view.tsx")).CostsView,
  idle: async () => (await import("../idle/idle-view.tsx")).IdleView,
  settings: async () => (await import("../settings/settings-view.tsx")).SettingsView,
  local: async () => (await import("../local/local-view.tsx")).LocalView,
};

/** The pages of the whole fleet, in the order of the page's head. */
export const fleetPages: readonly { readonly route: RouteName; readonly label: string }[] = [
  { route: "fleet", label: "Fleet" },
  { route: "deliveries", label: "Deliveries" },
  { route: "alerts", label: "Alerts" },
  { route: "costs", label: "Costs" },
  { route: "idle", label: "Idle" },
  { route: "settings", label: "Settings" },
  { route: "local", label: "Local" },
];

/** The pages of one model, in the order of its tabs. */
export const modelPages: readonly {
  readonly route: "model" | "drift" | "rollouts";
  readonly label: string;
}[] = [
  { route: "model", label: "Overview" },
  { route: "drift", label: "Drift" },
  { route: "rollouts", label: "Rollouts" },
];
