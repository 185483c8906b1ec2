import type { ComponentChildren } from "preact";
import type { Failure } from "../api/failure.ts";
import { failureWords } from "../api/failure-words.ts";
import { SignInButton } from "../sign-in/sign-in-button.tsx";
import { Sign } from "./status.tsx";

interface Empty {
  readonly title: string;
  /** Where it is all that the page has. */
  readonly whole?: boolean;
  /** What to do, so that there is something. */
  readonly children?: ComponentChildren;
}

/** Where there is nothing to show: why, and what to do. */
export function EmptyState({ title, whole = false, children }: Empty) {
  const Title = whole ? "h1" : "p";
  return (
    <div class="notice">
      <Title class="notice-title">{title}</Title>
      {children ? <div class="quiet">{children}</div> : null}
    </div>
  );
}

interface Failed {
  readonly failure: Failure;
  readonly onRetry?: () => void;
}

/** What could not be had: what happened, and what to do. */
export function FailureNotice({ failure, onRetry }: Failed) {
  const { title, advice } = failureWords(failure);
  return (
    <div class="notice notice-bad" role="alert">
      <p class="notice-title">
        <Sign tone="bad" />
        {title}
      </p>
      <p class="quiet">{advice}</p>
      {failure.kind === "signed-out" ? <SignInButton /> : null}
      {onRetry ? (
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      ) : null}
    </div>
  );
}

/** Before the first answer. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <p class="notice quiet" role="status">
      Reading {what}…
    </p>
  );
}
