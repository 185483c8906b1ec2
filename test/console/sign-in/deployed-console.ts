import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { byJwt } from "@driftwheel/api/testing/world.ts";
import { builtPage } from "@driftwheel/console/build/built-page.ts";
import { cacheControl, mediaType, pageHeaders } from "@driftwheel/console/serving/page-headers.ts";
import { apiRoutes } from "@driftwheel/stacks/http/api-routes.ts";
import { serveOnLoopback } from "./loopback-server.ts";

interface Answering {
  request(url: string, init: RequestInit, environment: object): Response | Promise<Response>;
}

interface Deployed {
  readonly url: string;
  /** Answers of `console.json` from now on. */
  signIn(settings: object): void;
  close(): Promise<void>;
}

/**
 * What CloudFront and API Gateway do with the console, on this machine: the page's files with the headers of the
 * deployment, the API's routes of callers at the same origin, and nobody let in there without a token of the issuer's.
 *
 * @param issuer is asked late: it has to know the console's address first
 */
export async function startDeployed(
  api: Answering,
  issuer: () => string,
  audience: string,
): Promise<Deployed> {
  const folder = await builtPage();
  const firsts = new Set(
    apiRoutes.filter(({ auth }) => auth === "caller").map(({ path }) => path.split("/")[1]),
  );
  let signIn: object = {};
  const answer = async (request: IncomingMessage): Promise<Response> => {
    const path = new URL(request.url ?? "/", "http://console").pathname;
    if (firsts.has(path.split("/")[1])) return await answerOfApi(api, request, issuer(), audience);
    const file = path === "/" ? "index.html" : path.slice(1);
    const headers = {
      ...pageHeaders([issuer()]),
      "content-type": mediaType(file),
      "cache-control": cacheControl(file),
    };
    if (file === "console.json") return Response.json({ signIn }, { headers });
    return new Response(new Uint8Array(readFileSync(join(folder, file))), { headers });
  };
  const server = await serveOnLoopback((request) =>
    answer(request).catch(() => new Response("", { status: 403 })),
  );
  return {
    ...server,
    signIn: (settings) => {
      signIn = settings;
    },
  };
}

/** As API Gateway's JWT authorizer lets callers in. */
async function answerOfApi(
  api: Answering,
  request: IncomingMessage,
  issuer: string,
  audience: string,
): Promise<Response> {
  const claims = await claimsOf(request.headers.authorization, issuer, audience);
  if (claims === null) return Response.json({ message: "Unauthorized" }, { status: 401 });
  const body = await text(request);
  const headers = new Headers(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] satisfies [string, string]] : [],
    ),
  );
  const { method = "GET" } = request;
  return await api.request(
    request.url ?? "/",
    { method, headers, ...(method === "POST" ? { body } : {}) },
    byJwt(claims),
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
async function claimsOf(
  authorization: string | undefined,
  issuer: string,
  audience: string,
): Promise<Record<string, string> | null> {
  const [, head = "", payload = "", signature = ""] =
    /^Bearer ([^.]+)\.([^.]+)\.([^.]+)$/.exec(authorization ?? "") ?? [];
  if (head === "") return null;
  // Tokens and keys are the test's own issuer's.
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, string>;
  const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as {
    keys: (JsonWebKey & { kid: string })[];
  };
  const key = keys.find(({ kid }) => kid === read(head).kid);
  const claims = read(payload);
  const isValid =
    key !== undefined &&
    verify(
      "RSA-SHA256",
      Buffer.from(`${head}.${payload}`),
      createPublicKey({ key, format: "jwk" }),
      Buffer.from(signature, "base64url"),
    ) &&
    claims.iss === issuer &&
    claims.aud === audience &&
    Number(claims.exp) * 1_000 > Date.now();
  return isValid ? claims : null;
}
