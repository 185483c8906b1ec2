import { DescribeEndpointCommand, type DescribeEndpointOutput } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";
import { orNull } from "../failure.ts";

/** What SageMaker says of an endpoint; null when there is none of the name. */
export function describeEndpoint(name: string): Promise<DescribeEndpointOutput | null> {
  return orNull(() => sageMaker().send(new DescribeEndpointCommand({ EndpointName: name })));
}
