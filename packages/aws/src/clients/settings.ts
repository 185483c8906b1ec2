import { NodeHttpHandler } from "@smithy/node-http-handler";

/**
 * What every SDK client shares. The control planes' rates are unpublished, so retries adapt to throttling; the
 * timeouts add up to less than a Lambda function's own, so that a hanging call is a TransientError, not a crash.
 */
export function clientSettings() {
  return {
    retryMode: "adaptive",
    maxAttempts: 4,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    }),
  } as const;
}

/**
 * One client a process, made when it is first used. The SDK reads AWS_ENDPOINT_URL once for each client, so a
 * process that talks to another AWS than before (tests, the local one) gets another client.
 */
export function oncePerEndpoint<Client>(make: () => Client): () => Client {
  const clients = new Map<string, Client>();
  return () => {
    const key = `${process.env.AWS_ENDPOINT_URL ?? ""} ${process.env.AWS_REGION ?? ""}`;
    const client = clients.get(key) ?? make();
    clients.set(key, client);
    return client;
  };
}
