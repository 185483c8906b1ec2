import { applicationAutoScaling } from "@driftwheel/aws/clients/application-auto-scaling.ts";
import { cloudWatch } from "@driftwheel/aws/clients/cloudwatch.ts";
import { eventBridge } from "@driftwheel/aws/clients/eventbridge.ts";
import { lambda } from "@driftwheel/aws/clients/lambda.ts";
import { s3 } from "@driftwheel/aws/clients/s3.ts";
import { sageMaker } from "@driftwheel/aws/clients/sagemaker.ts";
import { sns } from "@driftwheel/aws/clients/sns.ts";
import { stepFunctions } from "@driftwheel/aws/clients/step-functions.ts";

/** Answers an operation of a service by its name. */
export type Answering = (operation: string, input: unknown) => Promise<unknown>;

/**
 * Has the SDK's clients of this process give their commands to a function instead of sending them, so that the real
 * adapters run without a network.
 *
 * @returns what makes them send again
 */
export function replaceClients(answer: Answering): () => void {
  const clients: { send: unknown }[] = [
    sageMaker(),
    stepFunctions(),
    sns(),
    eventBridge(),
    lambda(),
    s3(),
    applicationAutoScaling(),
    cloudWatch(),
  ];
  const send = (command: { readonly input: unknown }) =>
    // DescribeEndpointCommand -> DescribeEndpoint, as the service names its operations.
    answer(command.constructor.name.replace(/Command$/, ""), command.input);
  for (const client of clients) client.send = send;
  return () => {
    // What is left is the class's own.
    for (const client of clients) Reflect.deleteProperty(client, "send");
  };
}
