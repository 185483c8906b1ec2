import * as z from "zod/mini";
import { text } from "../schema/fields.ts";
import { describeIssues } from "../schema/issues.ts";
import { parseJson } from "../schema/python-json.ts";

/** Which SageMaker model the transform jobs of a model are to use, as the route's parameter says it. */
interface ModelRoute {
  readonly model: string;
  readonly champion: { readonly model: string };
}

const expected = '{"model": "frost", "champion": {"model": "frost-v3"}}';
/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
const modelName = "the name of a SageMaker model: 1 to 63 letters, digits and hyphens";
const modelRoute = z.object(
  {
    model: text("the model's name in the fleet"),
    champion: z.object(
      {
        model: z.string(modelName).check(z.regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/, modelName)),
      },
      "an object with model",
    ),
  },
  `an object such as ${expected}`,
);

export type ModelRouteReading =
  | { readonly ok: true; readonly route: ModelRoute }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the value of a route's parameter, of a model that is served in batch.
 *
 * @returns the route, or which field is wrong and what would be right; never throws
 */
export function readModelRoute(value: string): ModelRouteReading {
  const json = parseJson(value);
  if (!json.ok) return { ok: false, reason: `is no JSON; expected ${expected}` };
  const parsed = modelRoute.safeParse(json.value);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json.value) };
  const { model, champion } = parsed.data;
  return { ok: true, route: { model, champion: { model: champion.model } } };
}
