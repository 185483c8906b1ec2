import type { PlacedRule } from "@driftwheel/core/policy/hook-rules.ts";
import type { HookRule } from "@driftwheel/core/policy/hooks.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { evaluate } from "@driftwheel/payloads/expression.ts";
import { isTrue, type Payload } from "./expression.ts";
import { outcomeOf } from "./outcome.ts";
import type { HookEvent, VariantOutcome } from "./ports.ts";
import { reportOf } from "./report.ts";
import { type Fault, modelOf, textOf, versionOf } from "./values.ts";

/** What a verified webhook asks for. */
export type HookAction =
  | { readonly kind: "event"; readonly event: HookEvent }
  | { readonly kind: "outcome"; readonly endpoint: string; readonly outcome: VariantOutcome };

export type Meaning =
  | { readonly result: "act"; readonly act: HookAction }
  | { readonly result: "ignored"; readonly why: string }
  | { readonly result: "unreadable"; readonly faults: readonly Fault[] };

/** Whose message it is, and its key: the same for every copy. */
export interface MessageOrigin {
  readonly source: string;
  readonly key: string;
}

/**
 * What a verified webhook means by the rules of its source: the first whose `when` is true counts.
 *
 * @param now for what is checked against the events' own schemas, ISO 8601 UTC
 */
export function meaningOf(
  payload: Payload,
  rules: readonly PlacedRule[],
  fleet: Fleet,
  origin: MessageOrigin,
  now: string,
): Meaning {
  for (const { path, rule } of rules) {
    if (rule.when !== undefined) {
      const when = evaluate(rule.when, payload);
      if (!when.ok) {
        const expected = `an expression that this payload can be asked; ${when.why}`;
        return unreadable([{ path: `${path}.when`, expression: rule.when, value: null, expected }]);
      }
      if (!isTrue(when.value)) continue;
    }
    return ruled(rule, path, payload, fleet, origin, now);
  }
  const whens = rules.map(({ rule }) => rule.when).join("; ");
  return { result: "ignored", why: `no rule is true of it: ${whens}` };
}

function ruled(
  rule: HookRule,
  path: string,
  payload: Payload,
  fleet: Fleet,
  { source, key }: MessageOrigin,
  now: string,
): Meaning {
  const from = { path, rule, payload };
  const command = (model: string, reason: string, order: object): Meaning =>
    event("driftwheel", "driftwheel.hook", "Command Given", {
      model,
      command: order,
      by: `hook:${source}`,
      reason,
      key,
    });
  switch (rule.signal) {
    case "retrain": {
      const [model, reason] = [modelOf(from, fleet), textOf(from, "reason", `webhook of ${source}`)];
      if (!model.ok || !reason.ok) return unreadable([...model.faults, ...reason.faults]);
      return command(model.value, reason.value, { name: "retrain" });
    }
    case "approve": {
      const model = modelOf(from, fleet);
      const [version, reason] = [versionOf(from), textOf(from, "reason", `webhook of ${source}`)];
      if (!model.ok || !version.ok || !reason.ok) {
        return unreadable([...model.faults, ...version.faults, ...reason.faults]);
      }
      return command(model.value, reason.value, { name: "approve", version: version.value });
    }
    case "new data": {
      const [model, reason] = [modelOf(from, fleet), textOf(from, "reason", `webhook of ${source}`)];
      if (!model.ok || !reason.ok) return unreadable([...model.faults, ...reason.faults]);
      const detail = { model: model.value, source, description: reason.value, key };
      return event("default", "driftwheel.hook", "New Data", detail);
    }
    case "outcome": {
      const [model, outcome] = [modelOf(from, fleet), outcomeOf(from, now)];
      if (!model.ok || !outcome.ok) return unreadable([...model.faults, ...outcome.faults]);
      const endpoint = fleet.models[model.value]?.endpoint ?? "";
      return { result: "act", act: { kind: "outcome", endpoint, outcome: outcome.value } };
    }
    case "drift report":
    case "evidently report": {
      const report = reportOf(from, rule.signal, fleet, now);
      return report.ok
        ? { result: "act", act: { kind: "event", event: report.value } }
        : unreadable(report.faults);
    }
  }
}

function event(
  bus: HookEvent["bus"],
  source: string,
  detailType: string,
  detail: HookEvent["detail"],
): Meaning {
  return { result: "act", act: { kind: "event", event: { bus, source, detailType, detail } } };
}

function unreadable(faults: readonly Fault[]): Meaning {
  return { result: "unreadable", faults };
}
