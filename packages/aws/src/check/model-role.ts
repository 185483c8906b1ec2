import { DescribeModelCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";

/** The role that a model's containers run with, which a challenger's model is given too. */
export async function modelRole(model: string): Promise<string | null> {
  const { ExecutionRoleArn } = await sageMaker().send(new DescribeModelCommand({ ModelName: model }));
  return ExecutionRoleArn ?? null;
}
