import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "./section.ts";

const severities = ["page", "notify", "info"] as const;

/** A kind of entry is told at one severity: what stands twice was meant for one of the two. */
export function alertFaults({ alerts }: ModelPolicy, section: Section): readonly Fault[] {
  const first = new Map<string, string>();
  return severities.flatMap((severity) =>
    alerts[severity].flatMap((kind, place) => {
      const other = first.get(kind);
      if (other === undefined) first.set(kind, severity);
      return other === undefined
        ? []
        : [
            section.fault(["alerts", severity, place], `stands under alerts.${other} already`, {
              remedy:
                other === severity
                  ? "leave it out once"
                  : `leave it out of ${other} or of ${severity}, such as: ${other}: ["${kind}"]`,
            }),
          ];
    }),
  );
}
