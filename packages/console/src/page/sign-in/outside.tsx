import { EmptyState } from "../parts/notice.tsx";
import { signInFailure } from "./sign-in.ts";

/** Where nobody is signed in and nothing can be shown: why, and what to do. */
export function Outside({ told }: { readonly told: boolean }) {
  return (
    <main class="page">
      {told ? (
        <EmptyState whole title="You are signed in">
          <p>This window can be closed: the console goes on where you were.</p>
        </EmptyState>
      ) : (
        <EmptyState whole title="Nobody could be signed in">
          <p>{signInFailure.value}</p>
          <a class="button" href="./">
            Try again
          </a>
        </EmptyState>
      )}
    </main>
  );
}
