import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type ApiWorld, people } from "@driftwheel/api/testing/world.ts";
import { serveOnLoopback } from "./loopback-server.ts";

/** A user of this test's: who signs with a key is a person. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly person: keyof typeof people;
}

interface SignedApi {
  readonly url: string;
  /** Keys that are over from now on. */
  readonly over: Set<string>;
  close(): Promise<void>;
}

/** The API behind API Gateway's IAM authoriser, on this machine: it lets in who has signed, and nobody else. */
export async function startSignedApi(world: ApiWorld, signers: readonly Signer[]): Promise<SignedApi> {
  const over = new Set<string>();
  const answer = async (request: IncomingMessage): Promise<Response> => {
    const body = await text(request);
    const signer = signers.find((one) => isSignedBy(one, request, body));
    if (signer === undefined) return Response.json({ message: "Forbidden" }, { status: 403 });
    if (over.has(signer.accessKeyId)) {
      const message = "The security token included in the request is expired";
      return Response.json({ message }, { status: 403 });
    }
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value] satisfies [string, string]] : [],
      ),
    );
    const { method = "GET", url = "/" } = request;
    const init = { method, headers, ...(method === "POST" ? { body } : {}) };
    return await world.app.request(url, init, people[signer.person]);
  };
  return { ...(await serveOnLoopback(answer)), over };
}

const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");
const hmac = (key: string | Buffer, value: string) => createHmac("sha256", key).update(value).digest();

/** By the recipe: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSignedBy(
  { accessKeyId, secretAccessKey }: Signer,
  request: IncomingMessage,
  body: string,
): boolean {
  const [, credential = "", signed = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    ) ?? [];
  const [key, ...scope] = credential.split("/");
  if (key !== accessKeyId || scope[2] !== "execute-api") return false;
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const canonical = [
    request.method,
    // Every service but S3 encodes a path again.
    path.split("/").map(encodeURIComponent).join("/"),
    query.split("&").toSorted().join("&"),
    ...signed.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}`),
    "",
    signed,
    sha256(body),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope.join("/"), sha256(canonical)].join(
    "\n",
  );
  const signing = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(signing, toSign).toString("hex") === signature && signed.split(";").includes("host");
}
