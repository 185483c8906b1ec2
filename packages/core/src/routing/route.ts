import * as z from "zod/mini";
import { text } from "../schema/fields.ts";
import { describeIssues } from "../schema/issues.ts";
import { parseJson } from "../schema/python-json.ts";
import type { Route, RoutedEndpoint } from "../vocabulary/trial/route.ts";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html */
const endpointName = "an endpoint's name: 1 to 63 letters, digits and hyphens";
/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html */
const componentName = "an inference component's name: 1 to 63 letters, digits and hyphens";
/** As policy/serving/target-model.ts has it. */
const artifactName = "an artifact's name: letters, digits and hyphens, then .tar.gz";
const share = "a share in percent, from 0 to 100";
const routedEndpoint = z.object(
  {
    endpoint: z.string(endpointName).check(z.regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/, endpointName)),
    component: z.optional(
      z.string(componentName).check(z.regex(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/, componentName)),
    ),
    targetModel: z.optional(
      z.string(artifactName).check(z.regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\.tar\.gz$/, artifactName)),
    ),
    weight: z.number(share).check(z.minimum(0, share), z.maximum(100, share)),
  },
  "an object with endpoint and weight",
);

/** Fields that a later version adds are none of this one's. */
const route = z.object(
  {
    model: text("the model's name in the fleet"),
    champion: routedEndpoint,
    challenger: z.optional(routedEndpoint),
    rollout: z.optional(text("the name of the rollout that is under way")),
  },
  "an object with model and champion, and challenger and rollout during a trial",
);

export type RouteReading =
  | { readonly ok: true; readonly route: Route }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the value of a route's parameter.
 *
 * @returns the route, or which field is wrong and what would be right; never throws
 */
export function readRoute(value: string): RouteReading {
  const json = parseJson(value);
  if (!json.ok) {
    return {
      ok: false,
      reason: 'is no JSON; expected { "model": ..., "champion": { "endpoint": ..., "weight": 100 } }',
    };
  }
  const parsed = route.safeParse(json.value);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json.value) };
  const { model, champion, challenger, rollout } = parsed.data;
  if ((challenger === undefined) !== (rollout === undefined)) {
    const [there, lacking] = challenger ? ["challenger", "rollout"] : ["rollout", "challenger"];
    return { ok: false, reason: `${lacking}: is missing; expected one beside ${there}` };
  }
  const whole = champion.weight + (challenger?.weight ?? 0);
  if (Math.abs(whole - 100) > 1e-6) {
    return { ok: false, reason: `champion.weight: all weights are ${whole} together; expected 100` };
  }
  return {
    ok: true,
    route: {
      model,
      champion: arm(champion),
      ...(challenger && { challenger: arm(challenger) }),
      ...(rollout !== undefined && { rollout }),
    },
  };
}

/** The parameter's value, the same for the same route: what is found is compared with what was written. */
export function writtenRoute({ model, champion, challenger, rollout }: Route): string {
  return JSON.stringify({
    model,
    champion: arm(champion),
    ...(challenger && { challenger: arm(challenger) }),
    ...(rollout !== undefined && { rollout }),
  });
}

/** Only what is there, in this order. */
function arm({
  endpoint,
  component,
  targetModel,
  weight,
}: {
  readonly endpoint: string;
  readonly component?: string | undefined;
  readonly targetModel?: string | undefined;
  readonly weight: number;
}): RoutedEndpoint {
  return {
    endpoint,
    ...(component !== undefined && { component }),
    ...(targetModel !== undefined && { targetModel }),
    weight,
  };
}
