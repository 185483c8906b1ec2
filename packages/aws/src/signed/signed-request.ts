import { type IncomingHttpHeaders, Agent as PlainAgent, request as requestPlainly } from "node:http";
import { Agent, request as requestByTls } from "node:https";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { type SignedService, serviceUrl } from "./service-url.ts";
import { type Credentials, signerOf } from "./signer.ts";

/** What is asked of a service; the body's bytes go out as they are. */
export interface SignedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds without a byte after which it counts as unanswered. */
  readonly timeout: number;
}

/** What the service answers, whatever its status. */
export interface SignedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A connection that is kept saves the next request its handshake. */
const agents = { "http:": new PlainAgent({ keepAlive: true }), "https:": new Agent({ keepAlive: true }) };

interface Place {
  readonly service: SignedService;
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly url: URL;
  readonly signer: ReturnType<typeof signerOf>;
}

const places = new Map<SignedService, Place>();

/** A process that asks another AWS than before (tests, the local one) gets another place. */
function placeOf(service: SignedService): Place {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region } = process.env;
  const known = places.get(service);
  if (known && known.endpoint === endpoint && known.region === region) return known;
  const url = new URL(serviceUrl(service, process.env));
  const place = { service, endpoint, region, url, signer: signerOf(service, region ?? "us-east-1") };
  places.set(service, place);
  return place;
}

/**
 * Sends one POST, signed with the process's own credentials. It is for a function that callers wait for: AWS's clients
 * take longer to load than all that it does (docs/decisions/0022-an-invoke-proxy.md).
 *
 * @throws TransientError when the service is not reached, or is silent for too long
 */
export async function sendSigned(service: SignedService, request: SignedRequest): Promise<SignedAnswer> {
  const { url, signer } = placeOf(service);
  const path = url.pathname === "/" ? request.path : `${url.pathname}${request.path}`;
  const unsigned = { path, headers: { ...request.headers, host: url.host }, body: request.body };
  const sent = { ...request, path, headers: signer(unsigned, ownCredentials(), new Date()) };
  try {
    return await sendOnce(url, sent);
  } catch (error) {
    // A kept connection that was closed meanwhile, as while Lambda froze this process, says nothing about the service.
    // https://nodejs.org/api/http.html#requestreusedsocket
    if (error instanceof StaleConnection) return await sendOnce(url, sent);
    throw error;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function ownCredentials(): Credentials {
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = process.env;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
}

class StaleConnection extends TransientError {}

function sendOnce(url: URL, { path, headers, body, timeout }: SignedRequest): Promise<SignedAnswer> {
  const tls = url.protocol === "https:";
  const { hostname, port } = url;
  const asked = { method: "POST", hostname: hostname.replace(/^\[|\]$/g, ""), port, path, timeout };
  return new Promise((resolve, reject) => {
    const outgoing = (tls ? requestByTls : requestPlainly)({
      ...asked,
      headers: { ...headers, "content-length": body.byteLength },
      agent: agents[tls ? "https:" : "http:"],
    });
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        }),
      );
      incoming.on("error", (cause) =>
        reject(new TransientError(`${url.host} broke off its answer`, { cause })),
      );
    });
    outgoing.on("timeout", () =>
      outgoing.destroy(new TransientError(`${url.host} did not answer within ${timeout / 1_000} s`)),
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (error instanceof TransientError) return reject(error);
      const isClosed = error.code === "ECONNRESET" || error.code === "EPIPE";
      const Kind = outgoing.reusedSocket && isClosed ? StaleConnection : TransientError;
      reject(new Kind(`${url.host} was not reached: ${error.message}`, { cause: error }));
    });
    outgoing.end(body);
  });
}
