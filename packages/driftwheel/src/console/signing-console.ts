import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Prove } from "@driftwheel/cli/api/sign.ts";
import { messageOf } from "@driftwheel/cli/context/errors.ts";
import { consoleFolder } from "@driftwheel/local/console/console-folder.ts";
import { consolePage } from "@driftwheel/local/console/console-page.ts";
import { type Answer, jsonAnswer } from "@driftwheel/local/http/answer.ts";
import type { Call } from "@driftwheel/local/http/call.ts";
import { type Listening, listen } from "@driftwheel/local/http/listen.ts";

interface Signing {
  /** The API's address, without a slash at its end. */
  readonly api: string;
  /** Proves who asks; its errors are told to the page. */
  readonly prove: Prove;
  /** 0 takes any free one. */
  readonly port: number;
  /** Told of what nobody expected. */
  log(line: string): void;
}

/** API Gateway gives up on an HTTP API's integration after 30 seconds. */
const patience = 35_000;
const handedOn = ["accept", "content-type", "idempotency-key", "if-match", "if-none-match"] as const;
const handedBack = ["content-type", "cache-control", "etag", "retry-after"] as const;

/**
 * The console on this machine for an API that asks for signatures, which a browser cannot make: the page's files, and the
 * API behind them, each request signed on its way. Whoever may ask here is whoever signs; so the host's name is a secret of
 * 128 bits, which no other page, user or program of this machine knows unless it is told the address. Names under `localhost`
 * lead to this machine (https://www.rfc-editor.org/rfc/rfc6761#section-6.3).
 *
 * @returns where it listens: `http://<secret>.localhost:<port>`
 */
export async function signingConsole({ api, prove, port, log }: Signing): Promise<Listening> {
  const page = consolePage(consoleFolder);
  const secret = randomBytes(16).toString("hex");
  const { url, close } = await listen(port, {
    log,
    answer: async (call) => {
      if (!isFor(secret, call)) return stranger;
      return (await page.answer(call)) ?? (await handOn(call, api, prove));
    },
  });
  return { url: url.replace("127.0.0.1", `${secret}.localhost`), close };
}

const stranger = jsonAnswer(
  { message: "Open the console by the address that the command has printed." },
  { status: 403 },
);

function isFor(secret: string, { headers: { host } }: Call): boolean {
  const given = Buffer.from(host?.split(".")[0] ?? "");
  const wanted = Buffer.from(secret);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function handOn(call: Call, api: string, prove: Prove): Promise<Answer> {
  const { method, path, rawQuery } = call;
  if (method !== "GET" && method !== "POST") return jsonAnswer({ message: "Not Found" }, { status: 404 });
  const body = method === "POST" ? (await call.body()).toString("utf8") : null;
  const url = new URL(`${api}${path}${rawQuery === "" ? "" : `?${rawQuery}`}`);
  const headers = given(handedOn, (name) => call.headers[name]);
  let proved: Readonly<Record<string, string>>;
  try {
    proved = await prove({ method, url, headers, body });
  } catch (error) {
    return problem(403, "forbidden", messageOf(error));
  }
  try {
    const answer = await fetch(url, {
      method,
      headers: proved,
      body,
      // What is signed for one address is for nobody else.
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    return await handBack(answer, api);
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return problem(502, "unreachable", `Nothing answers at ${api} (${messageOf(cause)}).`);
  }
}

async function handBack(answer: Response, api: string): Promise<Answer> {
  const { status } = answer;
  const body = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get("content-type") ?? "";
  // What API Gateway itself says: the API's own answers of that kind are problems, and name the role that is lacking.
  if ((status === 401 || status === 403) && !type.startsWith("application/problem+json")) {
    return problem(
      403,
      "forbidden",
      `${api} does not take what signs for this page (${body.toString("utf8")}). Renew the credentials, such as by \`aws sso login\`, and the page goes on; whoever signs needs execute-api:Invoke on the API.`,
    );
  }
  return { status, headers: given(handedBack, (name) => answer.headers.get(name) ?? undefined), body };
}

function problem(status: number, name: string, detail: string): Answer {
  return jsonAnswer(
    { type: `/problems/${name}`, title: "The request was not handed on", status, detail },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}

function given<Name extends string>(
  names: readonly Name[],
  of: (name: Name) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = of(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
