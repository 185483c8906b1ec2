import { isExpression } from "@driftwheel/core/monitor/quality/metrics/place.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";

/**
 * The expressions about payloads that are no JMESPath, with path and reason. Core imports nothing that could tell, so
 * `defineFleet` takes them; whoever loads or bundles a fleet asks here. JMESPath is loaded when there is one.
 */
export async function brokenFleetExpressions(fleet: Fleet): Promise<readonly string[]> {
  const written = Object.entries(fleet.models).flatMap(([model, { drift, quality }]) =>
    [
      { field: "drift.features", place: drift.features },
      { field: "quality.label", place: quality?.label },
      { field: "quality.prediction", place: quality?.prediction },
      { field: "quality.score", place: quality?.score },
    ].flatMap(({ field, place }) =>
      place !== undefined && (field === "drift.features" || isExpression(place))
        ? [{ path: `models.${model}.${field}`, expression: String(place) }]
        : [],
    ),
  );
  if (written.length === 0) return [];
  const { syntaxFault } = await import("./expression.ts");
  return written.flatMap(({ path, expression }) => {
    const why = syntaxFault(expression);
    if (why === null) return [];
    const right = path.endsWith("features") ? '"body.rows"' : '"predictions[].score", or a path';
    return [`${path} is ${JSON.stringify(expression)}: no JMESPath, ${why}; write one such as ${right}`];
  });
}
