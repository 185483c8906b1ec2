import { DeleteEndpointCommand, DeleteEndpointConfigCommand } from "@aws-sdk/client-sagemaker";
import type { DeleteEndpoint, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { isComponent, isTargetModel } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeEndpoint } from "../../facts/described-endpoint.ts";
import { orNull } from "../../failure.ts";
import { assertUnasked } from "./unasked.ts";
import { assertNothingWaits } from "./waiting-requests.ts";

/**
 * Deletes the challenger's own endpoint, and its config after it: the model stays, because it may be the champion's now.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html
 *
 * @throws Refused while the route leads to it, and when someone else has given it another config; TransientError while
 * callers may still go by an earlier route: who ends a held trial writes the route by hand, and resumes the model at once.
 * Also while requests wait on it, which would be lost with it.
 */
export async function deleteEndpoint(effect: DeleteEndpoint, clock: Clock): Promise<EffectAnswer> {
  const { apart, config } = effect;
  if (isComponent(apart.endpoint))
    return (await import("../components/delete-component.ts")).deleteComponent(effect, clock);
  if (isTargetModel(apart.endpoint))
    return (await import("../target-models/delete-artifact.ts")).deleteArtifact(effect, clock);
  const { endpoint } = apart;
  const found = await describeEndpoint(endpoint);
  if (found && found.EndpointStatus !== "Deleting") {
    const since = await assertUnasked(apart, clock);
    if (found.EndpointConfigName !== config)
      throw new Refused(
        `endpoint ${endpoint} has config ${found.EndpointConfigName} of someone else; it was made with ${config}`,
      );
    if (["Creating", "Updating", "SystemUpdating", "RollingBack"].includes(found.EndpointStatus ?? ""))
      throw new TransientError(`endpoint ${endpoint} is ${found.EndpointStatus}`);
    // One that was never in service has taken nothing, and nobody measures its queue.
    if (found.AsyncInferenceConfig && found.EndpointStatus === "InService")
      await assertNothingWaits(
        { endpoint, config, known: since === null ? null : Date.parse(since) + apart.keptFor },
        clock.now(),
      );
    await orNull(() => sageMaker().send(new DeleteEndpointCommand({ EndpointName: endpoint })));
  }
  await orNull(() => sageMaker().send(new DeleteEndpointConfigCommand({ EndpointConfigName: config })));
  return {};
}
