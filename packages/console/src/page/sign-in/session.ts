import { signal } from "@preact/signals";
import type { SignInSettings } from "./sign-in-settings.ts";

/** How people sign in here; null where nobody has to. */
export const signIn = signal<SignInSettings | null>(null);

/** Told to the window when somebody has signed in, so that what failed for want of it is asked again. */
export const signedIn = "driftwheel-signed-in";

/** In this page's memory alone: no cookie and no storage has it, and it is gone with the page. */
let token: string | null = null;
let expiry: ReturnType<typeof setTimeout> | undefined;
/** A browser's timers end at 2^31 ms. */
const longest = 2 ** 31 - 1;

/** What the API is sent to know who asks; null while nobody is signed in. */
export function bearer(): string | null {
  return token;
}

/** @param seconds how long the token is good for */
export function beginSession(given: string, seconds: number, whenOver: () => void): void {
  clearTimeout(expiry);
  token = given;
  expiry = setTimeout(
    () => {
      token = null;
      whenOver();
    },
    Math.min(longest, seconds * 1_000),
  );
  window.dispatchEvent(new Event(signedIn));
}
