import { DeleteEndpointCommand, DeleteEndpointConfigCommand } from "@aws-sdk/client-sagemaker";
import { leadsTo } from "@driftwheel/core/routing/compare.ts";
import type { DeleteEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeEndpoint } from "../../facts/described-endpoint.ts";
import { orNull } from "../../failure.ts";
import { findRoute } from "../../routing/found-route.ts";

/**
 * Deletes the challenger's own endpoint, and its config after it: the model stays, because it may be the champion's now.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html
 *
 * @throws Refused while the route leads to it, and when someone else has given it another config; TransientError while
 * callers may still go by an earlier route: who ends a held trial writes the route by hand, and resumes the model at once.
 */
export async function deleteEndpoint({ apart, config }: DeleteEndpoint, clock: Clock): Promise<EffectAnswer> {
  const { endpoint, parameter, keptFor } = apart;
  const found = await describeEndpoint(endpoint);
  if (found && found.EndpointStatus !== "Deleting") {
    const { value, since } = await findRoute(parameter);
    if (value !== null && leadsTo(value, endpoint))
      throw new Refused(`the route's parameter ${parameter} leads to ${endpoint}: ${value}`);
    if (found.EndpointConfigName !== config)
      throw new Refused(
        `endpoint ${endpoint} has config ${found.EndpointConfigName} of someone else; it was made with ${config}`,
      );
    if (["Creating", "Updating", "SystemUpdating", "RollingBack"].includes(found.EndpointStatus ?? ""))
      throw new TransientError(`endpoint ${endpoint} is ${found.EndpointStatus}`);
    if (since !== null && clock.now().getTime() - Date.parse(since) < keptFor)
      throw new TransientError(`callers may go by what ${parameter} held before ${since}`);
    await orNull(() => sageMaker().send(new DeleteEndpointCommand({ EndpointName: endpoint })));
  }
  await orNull(() => sageMaker().send(new DeleteEndpointConfigCommand({ EndpointConfigName: config })));
  return {};
}
