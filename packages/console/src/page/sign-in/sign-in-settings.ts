/** How people sign in to this console. */
export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Which of the issuer's tokens the API wants. */
  readonly token: "access" | "id";
}

/**
 * What the console's own file says of signing in; null where nobody has to.
 *
 * @throws Error when the file cannot be read, or is none of its deployment's
 */
export async function readSignIn(): Promise<SignInSettings | null> {
  // Asked for as the page itself does (`index.html`), whose answer it is then.
  const answer = await fetch("./console.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`console.json was answered by ${answer.status}.`);
  const told: unknown = await answer.json();
  if (typeof told !== "object" || told === null || !("signIn" in told)) {
    throw new Error("console.json says nothing of signing in.");
  }
  // The deployment writes it, with settings that it has checked; the build has null in its place.
  return told.signIn as SignInSettings | null;
}
