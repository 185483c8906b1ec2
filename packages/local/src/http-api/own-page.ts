import type { RequestHeaders } from "../http/request.ts";
import type { Authorised } from "./authoriser.ts";

/**
 * Lets in what the console's page asks for, which has nothing to sign with, as the user `console`. A browser says of each
 * request whether it comes from a page of the same origin, and no page can say it for itself
 * (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header); who calls from elsewhere signs, as on AWS.
 */
export function authoriseOwnPage(headers: RequestHeaders, account: string): Authorised | null {
  if (headers.authorization !== undefined || headers["sec-fetch-site"] !== "same-origin") return null;
  const userArn = `arn:aws:iam::${account}:user/console`;
  return {
    in: true,
    authorizer: {
      iam: {
        accessKey: "console",
        accountId: account,
        callerId: "console",
        cognitoIdentity: null,
        principalOrgId: null,
        userArn,
        userId: "console",
      },
    },
  };
}
