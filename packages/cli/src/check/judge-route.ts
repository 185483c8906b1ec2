import type { Asked } from "@driftwheel/aws/check/asked.ts";
import type { RouteParameter } from "@driftwheel/aws/check/route-parameter.ts";
import { aloneOn, routeInWords } from "@driftwheel/core/decider/apart/routes.ts";
import { served } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { triedOn } from "@driftwheel/core/policy/serving/serving.ts";
import { isArm } from "@driftwheel/core/routing/compare.ts";
import { readRoute, writtenRoute } from "@driftwheel/core/routing/route.ts";
import { deployedName } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { error, ok, type Said, unknown } from "./finding.ts";

/** Whether callers who read the route's parameter find out whom to ask. */
export function judgeRoute(
  asked: Asked<RouteParameter | null>,
  model: string,
  policy: ModelPolicy & { readonly route: NonNullable<ModelPolicy["route"]>; readonly endpoint: string },
): Said {
  const { route } = policy;
  const endpoint = served(policy).name;
  const place = ["route.parameter", route.parameter] as const;
  if (!asked.known) return unknown(asked, place);
  const { answer } = asked;
  if (answer === null) {
    const later = triedOn(policy) === "endpoints" ? "until the first trial writes it, " : "";
    return ok(`is not there: ${later}callers ask ${endpoint}`, route.parameter);
  }
  const write = `write it: aws ssm put-parameter --overwrite --name ${route.parameter} --value '${writtenRoute(aloneOn(model, endpoint, policy.targetModel?.artifact ?? ""))}'`;
  if (answer.type !== "String") {
    return error(
      place,
      `is a ${answer.type}, which callers do not read as a route`,
      `delete it: aws ssm delete-parameter --name ${route.parameter}. The first trial writes it as a String`,
    );
  }
  const read = readRoute(answer.value);
  if (!read.ok) return error(place, `holds no route: ${read.reason}`, write);
  const found = read.route;
  if (found.model !== model) return error(place, `holds the route of model ${found.model}`, write);
  // Which artifact of a multi-model endpoint answers is the route's own to say.
  const leadsHome = policy.targetModel
    ? found.champion.endpoint === policy.endpoint && found.champion.targetModel !== undefined
    : isArm(found.champion, endpoint);
  if (!leadsHome) {
    return error(place, `leads to ${routeInWords(found)}, and the policy's endpoint is ${endpoint}`, write);
  }
  if (found.challenger && answer.challengerStatus !== "InService") {
    const how = answer.challengerStatus === null ? "does not exist" : `is ${answer.challengerStatus}`;
    return error(
      place,
      `leads to ${deployedName(found.challenger)} too, which ${how}`,
      `${write}, and resume the model if it is held`,
    );
  }
  return ok(`leads to ${routeInWords(found)}`, route.parameter);
}
