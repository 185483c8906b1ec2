import {
  AuthorizationResponseError,
  INVALID_RESPONSE,
  JWT_CLAIM_COMPARISON,
  JWT_TIMESTAMP_CHECK,
  OperationProcessingError,
  ResponseBodyError,
} from "oauth4webapi";
import type { SignInSettings } from "./sign-in-settings.ts";

/** What to do about what an issuer says: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 and section 5.2 */
const advice: Readonly<Record<string, string>> = {
  access_denied: "Somebody who looks after it can say who may use this client.",
  invalid_grant: "Its code was used before or is too old, or is for another address: sign in again.",
  invalid_scope: "It does not know what `console.scopes` of the deployment's settings asks for.",
  server_error: "Try again in a moment.",
  temporarily_unavailable: "Try again in a moment.",
};

/** Why nobody could be signed in, and what to do. */
export function signInWords(error: unknown, { issuer, clientId }: SignInSettings): string {
  if (error instanceof AuthorizationResponseError) {
    return said(`${issuer} let nobody in`, error, clientId);
  }
  if (error instanceof ResponseBodyError) return said(`${issuer} gave no token`, error, clientId);
  if (error instanceof OperationProcessingError) return ofAnswer(error, issuer);
  // What fetch throws where no answer came: the browser tells pages no more of it.
  if (error instanceof TypeError) {
    return `${issuer} cannot be asked (${error.message}): it is not there, it does not let this address ask (CORS), or one of its addresses is missing in \`console.origins\` of the deployment's settings.`;
  }
  return error instanceof Error ? error.message : String(error);
}

function said(
  what: string,
  { error, error_description: description }: AuthorizationResponseError | ResponseBodyError,
  clientId: string,
): string {
  const usual = `The client ${clientId} must be a public one there, with authorization code and PKCE, and be sent back to this address to the letter.`;
  const words = description === undefined ? error : `${description} (${error})`;
  return `${what}: ${words}. ${advice[error] ?? usual}`;
}

function ofAnswer({ code, message }: OperationProcessingError, issuer: string): string {
  // Its words for `state` and `iss` of the address that people are sent back to.
  if (code === INVALID_RESPONSE && message.includes("response parameter")) {
    return `The answer is to another question than this page asked (${message}). It is not used: sign in again.`;
  }
  switch (code) {
    case JWT_CLAIM_COMPARISON:
      return `${issuer} gave a token that is not for this sign-in (${message}). It is not used: sign in again.`;
    case JWT_TIMESTAMP_CHECK:
      return `${issuer} gave a token that is not good now (${message}). Is the clock of this machine right?`;
    default:
      return `What ${issuer} answers is not OpenID Connect: ${message}.`;
  }
}
