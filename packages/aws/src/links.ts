import type { AlertLink } from "@driftwheel/core/ledger/entry.ts";
import { sign } from "hono/jwt";

/** The token of a link: a JSON Web Token (HS256). The same link has the same token, however often it is sent. */
export async function signLink(link: AlertLink, model: string, secret: string): Promise<string> {
  const { action, sequence, package: arn, expires } = link;
  return await sign(
    {
      m: model,
      a: action,
      s: sequence,
      p: arn,
      exp: Math.floor(Date.parse(expires) / 1000),
      iss: "driftwheel",
    },
    secret,
    "HS256",
  );
}
