import type { VariantScaling } from "../../vocabulary/scaling.ts";

/** `2 to 8 instances, by invocations and 1 schedule` */
export function inWords({ minimum, maximum, policies, scheduled }: VariantScaling): string {
  const by = [
    ...policies.map(({ name }) => name),
    ...(scheduled.length > 0 ? [`${scheduled.length} schedule${scheduled.length === 1 ? "" : "s"}`] : []),
  ];
  return `${minimum} to ${maximum} instances${by.length > 0 ? `, by ${by.join(" and ")}` : ""}`;
}

/** What becomes of people's alarms on the champion's variant, and what to do; empty when there are none. */
export function alarmsInWords(alarms: readonly string[], what: string): string {
  return alarms.length > 0 ? ` ${alarms.length === 1 ? "Alarm" : "Alarms"} ${alarms.join(", ")} ${what}` : "";
}
