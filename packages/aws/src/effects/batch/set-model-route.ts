import { DescribeModelCommand } from "@aws-sdk/client-sagemaker";
import { readModelRoute } from "@driftwheel/core/routing/model-route.ts";
import type { EffectAnswer, SetModelRoute } from "@driftwheel/core/vocabulary/effect.ts";
import { difference } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { EndpointDiffers, Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { findRoutedModel, routedModel } from "../../facts/batch/routed-model.ts";
import { orNull } from "../../failure.ts";
import { readParameter } from "../../routing/found-route.ts";
import { replaceParameter } from "../../routing/replace-parameter.ts";
import { createChallengerModel } from "../endpoint/challenger-model.ts";

/**
 * Says which model transform jobs shall use. What someone else wrote there is left as it is, and put back should
 * it come between the reading and the writing.
 *
 * @throws EndpointDiffers when the parameter names any other model than it may; Refused when the model before is gone
 */
export async function setModelRoute(effect: SetModelRoute): Promise<EffectAnswer> {
  const { model, parameter, uses, anew, expected } = effect;
  const read = await readParameter(parameter);
  const found = await routedModel(parameter, read);
  if (found.config === uses) return {};
  const differs = difference(found, expected);
  if (differs !== null) {
    const why = found.exists ? `names model ${found.config}` : (found.failureReason ?? "names no model");
    throw new EndpointDiffers(`the route's parameter ${parameter}: ${why}`, found);
  }
  if (anew) {
    await createChallengerModel({
      name: uses,
      package: anew.package,
      championModel: anew.championModel,
    });
  } else if (!(await orNull(() => sageMaker().send(new DescribeModelCommand({ ModelName: uses }))))) {
    throw new Refused(`model ${uses} does not exist any more, and no transform job could use it`);
  }
  const { version, putBack } = await replaceParameter(
    parameter,
    JSON.stringify({ model, champion: { model: uses } }),
    read,
    (value) => names([uses, ...expected.configs], value),
  );
  if (putBack !== null) {
    throw new EndpointDiffers(
      `the route's parameter ${parameter} holds ${putBack}`,
      await findRoutedModel(parameter),
    );
  }
  return { version: String(version) };
}

/** True when the route leads to one of the models. */
function names(models: readonly string[], value: string): boolean {
  const read = readModelRoute(value);
  return read.ok && models.includes(read.route.champion.model);
}
