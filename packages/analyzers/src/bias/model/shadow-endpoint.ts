import { randomUUID } from "node:crypto";
import { PersonError } from "@driftwheel/cli/context/errors.ts";

export type Invoke = (request: {
  readonly body: string;
  readonly contentType: string;
  readonly accept: string;
}) => Promise<{ readonly body: string; readonly contentType: string }>;

/** Seconds until an endpoint must be in service. */
const patience = 600;

/**
 * Asks a model as Clarify does: by an endpoint that is made for it, and deleted at the end whatever happens. An endpoint
 * that is there already is left alone.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-run.html
 */
export async function withModel<Answer>(
  { model, endpoint }: { readonly model: string | undefined; readonly endpoint: string | undefined },
  ask: (invoke: Invoke) => Promise<Answer>,
): Promise<Answer> {
  const [{ SageMaker, waitUntilEndpointInService }, { SageMakerRuntime }] = await Promise.all([
    import("@aws-sdk/client-sagemaker"),
    import("@aws-sdk/client-sagemaker-runtime"),
  ]);
  const runtime = new SageMakerRuntime();
  const invokeAt =
    (name: string): Invoke =>
    async ({ body, contentType, accept }) => {
      const answer = await runtime.invokeEndpoint({
        EndpointName: name,
        Body: body,
        ContentType: contentType,
        Accept: accept,
      });
      return { body: answer.Body.transformToString(), contentType: answer.ContentType ?? accept };
    };
  if (endpoint !== undefined) return await ask(invokeAt(endpoint));
  const sagemaker = new SageMaker();
  const name = `sm-clarify-${randomUUID()}`;
  try {
    await sagemaker.createEndpointConfig({
      EndpointConfigName: name,
      ProductionVariants: [
        { VariantName: "clarify", ModelName: model, InitialInstanceCount: 1, InstanceType: "ml.m5.large" },
      ],
    });
    await sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: name });
    await waitUntilEndpointInService(
      { client: sagemaker, maxWaitTime: patience, minDelay: 1, maxDelay: 2 },
      { EndpointName: name },
    );
    return await ask(invokeAt(name));
  } catch (error) {
    if (error instanceof PersonError) throw error;
    throw new PersonError(
      `The model ${model} cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    // What was not made cannot be deleted.
    await sagemaker.deleteEndpoint({ EndpointName: name }).catch(() => {});
    await sagemaker.deleteEndpointConfig({ EndpointConfigName: name }).catch(() => {});
  }
}
