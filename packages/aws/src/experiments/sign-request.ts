import type { SSMClient } from "@aws-sdk/client-ssm";
import { sageMakerMlflowOf } from "@driftwheel/core/policy/tracking/mlflow-arn.ts";
import { SignatureV4 } from "@smithy/signature-v4";
import { ssm } from "../clients/ssm.ts";

interface Unsigned {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs requests to SageMaker's MLflow with the process's own credentials, as AWS's own plugin does: the signature is
 * for the service `sagemaker` where an App is asked and `sagemaker-mlflow` where a tracking server is, and a header
 * says which one. In 0.5.0: `sagemaker_mlflow/auth_provider.py`, `auth.py` and
 * `mlflow_sagemaker_request_header_provider.py` of https://github.com/aws/sagemaker-mlflow
 *
 * @param client whose credentials they are; the process's own unless given
 */
export function signedFor(arn: string, now: () => Date, client: SSMClient = ssm()) {
  const { region, kind } = sageMakerMlflowOf(arn);
  const { credentials, sha256 } = client.config;
  const signer = new SignatureV4({
    service: kind === "app" ? "sagemaker" : "sagemaker-mlflow",
    region,
    credentials,
    sha256,
  });
  const named = { [kind === "app" ? "x-sm-mlflow-app-arn" : "x-mlflow-sm-tracking-server-arn"]: arn };
  return async ({ method, url, headers, body }: Unsigned): Promise<Readonly<Record<string, string>>> => {
    const { protocol, hostname, host, pathname, searchParams } = new URL(url);
    const signed = await signer.sign(
      {
        method,
        protocol,
        hostname,
        path: pathname,
        query: Object.fromEntries(searchParams),
        headers: { ...headers, ...named, host },
        body,
      },
      { signingDate: now() },
    );
    return signed.headers;
  };
}
