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
        advice: "What you see is as it was. Sign in again to go on; nothing that you have typed is lost.",
      };
    case "forbidden":
      return forbiddenWords(failure.detail);
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

/** What each role may do, by the API's own names: each what those before it may, too. */
const roles = {
  reader: "A reader looks at everything, and changes nothing.",
  operator:
    "An operator retrains, starts and rolls back trials, undoes, pauses, resumes, takes alerts in hand and delivers again.",
  approver: "An approver decides what serves: approves, rejects and promotes.",
} as const;

function forbiddenWords(detail: string): Told {
  const needed = /needs the role (reader|operator|approver)\b/.exec(detail)?.[1];
  if (needed === undefined) return { title: "Your role does not allow this", advice: detail };
  return {
    title: `Only ${needed === "reader" ? "a reader" : `an ${needed}`} may do this`,
    // The expression above names no other.
    advice: `${detail} ${roles[needed as keyof typeof roles]} Whoever deployed Driftwheel gives roles, by DRIFTWHEEL_API_ROLES.`,
  };
}
