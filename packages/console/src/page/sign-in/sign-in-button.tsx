import { signIn } from "./session.ts";
import { signInAgain, signInFailure } from "./sign-in.ts";

/** Signs in again without losing what is on the page; nothing where nobody has to sign in. */
export function SignInButton() {
  if (signIn.value === null) return null;
  return (
    <>
      <button type="button" class="button" onClick={() => void signInAgain()}>
        Sign in
      </button>
      {signInFailure.value === null ? null : <span role="alert">{signInFailure.value}</span>}
    </>
  );
}
