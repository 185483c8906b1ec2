import { type ReadonlySignal, signal } from "@preact/signals";
import type { Answer } from "../api/client.ts";
import type { Failure } from "../api/failure.ts";
import { signedIn } from "../sign-in/session.ts";
import { forget, noteAnswer, noteFailure } from "./connection.ts";
import { pause, usual } from "./pace.ts";

/** Something of the API as the page has it: what was last answered stays when a later answer fails. */
export interface Snapshot<Body> {
  readonly body: Body | null;
  /** When it was last known to be so, in milliseconds since 1970. */
  readonly asOf: number | null;
  readonly failure: Failure | null;
}

export interface Resource<Body> {
  readonly snapshot: ReadonlySignal<Snapshot<Body>>;
  /** Keeps it fresh until the answer is called; any number may watch. */
  watch(): () => void;
  /** Asks now: what is on its way was asked for before, and may not know of an act that is done since. */
  refresh(): Promise<void>;
}

export type Ask<Body> = (headers: Readonly<Record<string, string>>) => Promise<Answer<Body>>;

/** @param question is given the headers that make the question "is it still so?" */
export function createResource<Body>(question: Ask<Body>): Resource<Body> {
  const snapshot = signal<Snapshot<Body>>({ body: null, asOf: null, failure: null });
  let etag: string | null = null;
  let watchers = 0;
  let failures = 0;
  /** How long the answer before took: one that is slow alone, as a cold start is, says nothing about the next. */
  let before = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asking: Promise<void> | null = null;

  async function askOnce(): Promise<void> {
    const began = Date.now();
    const answer = await question(etag === null ? {} : { "if-none-match": etag });
    const now = Date.now();
    const { body, asOf } = snapshot.value;
    if (answer.kind === "failed") {
      failures += 1;
      if (watchers > 0) noteFailure(snapshot, answer.failure);
      snapshot.value = { body, asOf, failure: answer.failure };
    } else {
      failures = 0;
      noteAnswer(snapshot, now);
      if (answer.kind === "fresh") {
        etag = answer.etag;
        snapshot.value = { body: answer.body, asOf: now, failure: null };
      } else if (snapshot.value.failure !== null) {
        snapshot.value = { body, asOf: now, failure: null };
      }
    }
    const took = now - began;
    plan(pause(Math.min(took, before), failures, snapshot.value.failure));
    before = took;
  }

  function plan(milliseconds: number | null): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (watchers === 0 || milliseconds === null) return;
    timer = setTimeout(() => {
      // A page that nobody sees asks nothing; it asks at once when it is seen again.
      if (document.visibilityState === "visible") void ask();
    }, milliseconds);
  }

  function ask(): Promise<void> {
    asking ??= askOnce().finally(() => {
      asking = null;
    });
    return asking;
  }

  const refresh = () => (asking === null ? ask() : asking.then(ask));

  const whenSeen = () => {
    if (document.visibilityState === "visible") void refresh();
  };

  return {
    snapshot,
    refresh,
    watch() {
      watchers += 1;
      if (watchers === 1) {
        document.addEventListener("visibilitychange", whenSeen);
        window.addEventListener("online", whenSeen);
        window.addEventListener(signedIn, whenSeen);
        const { asOf, failure } = snapshot.value;
        const age = failure === null && asOf !== null ? Date.now() - asOf : usual;
        // What has just been answered is not asked for again.
        if (age < usual) plan(usual - age);
        else void ask();
      }
      return () => {
        watchers -= 1;
        if (watchers > 0) return;
        document.removeEventListener("visibilitychange", whenSeen);
        window.removeEventListener("online", whenSeen);
        window.removeEventListener(signedIn, whenSeen);
        plan(null);
        forget(snapshot);
      };
    },
  };
}
