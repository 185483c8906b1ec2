import * as z from "zod";
import { claimNames } from "./claim-names.ts";
import { type Role, type RoleSettings, roleOfArn, roleOfClaim } from "./roles.ts";

/** Who calls, as API Gateway's authoriser found out. */
export interface Caller {
  /** What entries of the ledger name them by. */
  readonly by: string;
  readonly role: Role | null;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
const authorised = z.object({
  event: z.object({
    headers: z.record(z.string(), z.unknown()).optional(),
    requestContext: z.object({
      authorizer: z.union([
        z.object({ iam: z.object({ userArn: z.string().min(1) }) }),
        z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }),
      ]),
    }),
  }),
});

/**
 * The caller of a request by what came with it from API Gateway (payload format 2.0); null when no authoriser let
 * anyone in. Headers and body say nothing about who calls; the token that an authoriser took says how its claims are meant.
 */
export function callerOf(environment: unknown, settings: RoleSettings): Caller | null {
  const parsed = authorised.safeParse(environment);
  if (!parsed.success) return null;
  const { headers, requestContext } = parsed.data.event;
  const { authorizer } = requestContext;
  if ("iam" in authorizer) {
    const { userArn } = authorizer.iam;
    return { by: userArn, role: roleOfArn(userArn, settings) };
  }
  const { claims } = authorizer.jwt;
  const by = nameOf(claims);
  if (by === null) return null;
  const names = claimNames(claims, settings.claim, headers?.authorization);
  return { by, role: roleOfClaim(names, settings) };
}

/** The subject is what an issuer never gives to two; an address, where there is one, is what people know. */
function nameOf({ sub, email }: Readonly<Record<string, unknown>>): string | null {
  if (typeof sub !== "string" || sub === "") return null;
  return typeof email === "string" && email !== "" ? `${email} (${sub})` : sub;
}
