import { failureWords } from "../api/failure-words.ts";
import { Sign } from "../parts/status.tsx";
import { Since } from "../parts/time.tsx";
import { SignInButton } from "../sign-in/sign-in-button.tsx";
import { connection } from "../store/connection.ts";

/** Whether what the page shows is live; where it is not, why, and since when. */
export function ConnectionSign() {
  const { failure, lastAnswer } = connection.value;
  if (failure === null) {
    return (
      <span class="live small quiet" title="The API answers; the page shows what is so now.">
        <span class="live-dot" />
        {lastAnswer === null ? "Connecting" : "Live"}
      </span>
    );
  }
  return (
    <span class="live small tone-bad">
      <Sign tone="bad" />
      Not live
    </span>
  );
}

/** What went wrong, over the page, as long as it does. */
export function ConnectionLine() {
  const { failure, lastAnswer } = connection.value;
  if (failure === null) return null;
  const { title, advice } = failureWords(failure);
  return (
    <div class="connection" role="status">
      <Sign tone="bad" />
      <span>
        <strong>{title}.</strong> {advice}
        {lastAnswer === null ? null : (
          <>
            {" "}
            The last answer came <Since at={new Date(lastAnswer).toISOString()} />.
          </>
        )}
      </span>
      {failure.kind === "signed-out" ? <SignInButton /> : null}
    </div>
  );
}
