/** ARNs of SageMaker's MLflow Apps and tracking servers. */
export const mlflowArn =
  /^arn:(aws|aws-us-gov):sagemaker:([a-z0-9-]+):\d{12}:mlflow-(app|tracking-server)\/[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;

/** What an ARN says of SageMaker's MLflow. */
export function sageMakerMlflowOf(arn: string): {
  readonly region: string;
  readonly kind: "app" | "tracking-server";
} {
  const [, , region = "", kind] = mlflowArn.exec(arn) ?? [];
  return { region, kind: kind === "app" ? "app" : "tracking-server" };
}
