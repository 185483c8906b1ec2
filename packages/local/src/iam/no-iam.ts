import type { HttpService } from "../http/service.ts";

/**
 * There are no roles and no policies here. Clients that look before they act, as the SageMaker Python SDK does, are told
 * that they may not look, which they take for "unknown": what they then ask SageMaker for is not refused.
 */
export const noIam: HttpService = {
  name: "iam",
  accepts: ({ scope }) => scope === "iam",
  async handle({ requestId }) {
    const message =
      "Driftwheel's local AWS has no IAM: what a role may do is not known here, and not asked for.";
    const document = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: 403, headers: { "content-type": "text/xml" }, body: document };
  },
};
