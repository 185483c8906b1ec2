import { signal } from "@preact/signals";
import { forget, noteFailure } from "../store/connection.ts";
import type { Pending } from "./code-flow.ts";
import { beginSession, signIn } from "./session.ts";
import { readSignIn, type SignInSettings } from "./sign-in-settings.ts";

/** Why nobody could be signed in; null where nothing failed. */
export const signInFailure = signal<string | null>(null);

/** What survives the way to the issuer and back, in this tab's storage; no token is among it. */
const kept = "driftwheel-sign-in";
/** States of windows that sign in for the page that opened them, and what they tell it by. */
const ofWindow = "window-";
const channelName = "driftwheel-sign-in";

const codeFlow = async () => await import("./code-flow.ts");

/**
 * What is to be done with the page before anything is shown: it shows the console, or it is on its way to the issuer, or it
 * is the window of another page and has told that one what the issuer said, or nobody could be signed in.
 */
export async function openConsole(): Promise<"show" | "leaving" | "told" | "failed"> {
  try {
    signIn.value = await readSignIn();
    if (signIn.value === null) return "show";
    const answer = new URLSearchParams(location.search);
    const state = answer.get("state");
    if (state === null) return await leave(signIn.value);
    if (state.startsWith(ofWindow)) {
      new BroadcastChannel(channelName).postMessage(location.search);
      window.close();
      return "told";
    }
    return await comeBack(signIn.value);
  } catch (error) {
    signInFailure.value = wordsOf(error);
    return "failed";
  }
}

/** Goes to the issuer with the whole page; what was looked at is in its address, which is kept. */
async function leave(settings: SignInSettings): Promise<"leaving"> {
  const { address, pending } = await (await codeFlow()).beginCodeFlow(settings, "page-");
  sessionStorage.setItem(kept, JSON.stringify({ ...pending, hash: location.hash }));
  location.assign(address);
  return "leaving";
}

async function comeBack(settings: SignInSettings): Promise<"show"> {
  const text = sessionStorage.getItem(kept);
  const search = location.search;
  sessionStorage.removeItem(kept);
  // The page itself put it there.
  const pending = text === null ? null : (JSON.parse(text) as Pending & { readonly hash: string });
  // The code is in no history.
  history.replaceState(null, "", `${location.pathname}${pending?.hash ?? location.hash}`);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  if (pending === null) throw new Error("This sign-in was begun in another tab.");
  await end(settings, pending, search);
  return "show";
}

async function end(settings: SignInSettings, pending: Pending, search: string): Promise<void> {
  const { token, seconds } = await (await codeFlow()).endCodeFlow(settings, pending, search);
  signInFailure.value = null;
  forget(signIn);
  beginSession(token, seconds, () => noteFailure(signIn, { kind: "signed-out" }));
}

/**
 * Signs in anew while the page stays as it is, with whatever was typed in it: in a window of its own, or, where the
 * browser opens none, by going to the issuer and back.
 */
export async function signInAgain(): Promise<void> {
  const settings = signIn.value;
  if (settings === null) return;
  // Before anything is waited for: a browser opens windows only for what a person just did.
  const opened = window.open("about:blank", "_blank", "popup,width=520,height=680");
  try {
    if (opened === null) {
      await leave(settings);
      return;
    }
    const { address, pending } = await (await codeFlow()).beginCodeFlow(settings, ofWindow);
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      // Other tabs sign in by the same channel.
      if (typeof data !== "string" || new URLSearchParams(data).get("state") !== pending.state) return;
      channel.close();
      end(settings, pending, data).catch((error: unknown) => {
        signInFailure.value = wordsOf(error);
      });
    };
    opened.location.assign(address);
  } catch (error) {
    opened?.close();
    signInFailure.value = wordsOf(error);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
