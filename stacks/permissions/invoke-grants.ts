import { logsPredictions } from "../routes.ts";
import { arnOf, nameOf, type Scope } from "../scope.ts";
import { allow } from "./grants.ts";
import { resourceArnsOf } from "./resource-arns.ts";
import type { Statement } from "./statement.ts";

/** Reads routes, asks the endpoints that they may name, and logs what was predicted; nothing else. */
export function invokeGrants(scope: Scope): readonly Statement[] {
  const proxied = Object.entries(scope.fleet.models).filter(([, { route }]) => route?.proxy);
  if (proxied.length === 0) return [];
  const models = Object.fromEntries(proxied);
  const { endpoints, components, targetModels } = resourceArnsOf({
    ...scope,
    fleet: { ...scope.fleet, models },
  });
  const challengers = proxied.map(([model]) => arnOf(scope, "sagemaker", `endpoint/driftwheel-${model}-*`));
  const parameters = proxied.flatMap(([, { route }]) => route?.parameter ?? []);
  return [
    allow(
      ["ssm:GetParameter"],
      parameters.map((name) => arnOf(scope, "ssm", `parameter/${name.replace(/^\//, "")}`)),
    ),
    allow(
      ["sagemaker:InvokeEndpoint"],
      [...endpoints, ...components.hosts, ...targetModels.hosts, ...challengers],
    ),
    ...(logsPredictions({ models })
      ? [allow(["sqs:SendMessage"], [arnOf(scope, "sqs", nameOf(scope, "predictions"))])]
      : []),
  ];
}
