import type { Failure } from "./failure.ts";

/** What happened, and what to do. */
export interface Told {
  readonly title: string;
  readonly advice: string;
}

export function failureWords(failure: Failure): Told {
  switch (failure.kind) {
    case "offline":
      return {
        title: "The API cannot be reached",
        advice:
          "What you see is as it was. It is asked again by itself; if this stays, see whether the network and the API are there.",
      };
    case "signed-out":
      return {
        title: "You are not signed in any more",
        advice: "What you see is as it was. Load the page again to sign in.",
      };
    case "forbidden":
      return { title: "Your role does not allow this", advice: failure.detail };
    case "not-found":
      return { title: "There is no such thing", advice: failure.detail };
    case "busy":
      return {
        title: "The API is busy",
        advice: `It is asked again in ${failure.seconds} s. What you see is as it was.`,
      };
    case "broken":
      return {
        title: `Something went wrong inside the API (${failure.status})`,
        advice: `${failure.detail} It is asked again by itself; what you see is as it was.`,
      };
    case "invalid":
      return { title: "The API did not understand the request", advice: failure.detail };
    case "refused":
      return { title: "Driftwheel refused", advice: failure.detail };
    case "conflict":
      return {
        title: "The model has changed since you looked",
        advice:
          "Nothing was done. Look at what has changed, and decide again: your decision would have been on what is no longer so.",
      };
  }
}
