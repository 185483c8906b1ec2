import { DescribeModelCommand } from "@aws-sdk/client-sagemaker";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import type { EffectAnswer, SetModelRoute } from "@driftwheel/core/vocabulary/effect.ts";
import { difference } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { EndpointDiffers, Refused } from "@driftwheel/core/vocabulary/errors.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { ssm } from "../../clients/ssm.ts";
import { findRoutedModel } from "../../facts/batch/routed-model.ts";
import { orNull } from "../../failure.ts";
import { createChallengerModel } from "../endpoint/challenger-model.ts";

/**
 * Says which model transform jobs shall use. SSM knows no condition on a value, so it is read a moment before: what someone
 * else wrote there is left as it is.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 *
 * @throws EndpointDiffers when the parameter names any other model than it may; Refused when the model before is gone
 */
export async function setModelRoute(effect: SetModelRoute): Promise<EffectAnswer> {
  const { model, parameter, uses, anew, expected } = effect;
  const found = await findRoutedModel(parameter);
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
  const { Version } = await ssm().send(
    new PutParameterCommand({
      Name: parameter,
      Value: JSON.stringify({ model, champion: { model: uses } }),
      Overwrite: true,
    }),
  );
  return { version: String(Version) };
}
