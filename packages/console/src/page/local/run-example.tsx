import { useEffect, useRef, useState } from "preact/hooks";
import { Sign } from "../parts/status.tsx";
import { addressOf } from "../routing/routes.ts";
import { askExample, type ExampleState } from "./example.ts";

/** Milliseconds between two questions while it runs. */
const pause = 1_000;

/** Runs the example against this server: its traffic drifts, and what comes of it is seen on every page. */
export function RunExample() {
  const [example, setExample] = useState<ExampleState | null>(null);
  const [asked, setAsked] = useState(0);
  const log = useRef<HTMLPreElement>(null);
  const running = example?.state === "running";
  useEffect(() => {
    let gone = false;
    void askExample("GET").then((found) => {
      // What was seen stays while the server is away.
      if (!gone && found !== null) setExample(found);
    });
    const next = running ? setTimeout(() => setAsked(asked + 1), pause) : undefined;
    return () => {
      gone = true;
      clearTimeout(next);
    };
  }, [asked, running]);
  const lines = example !== null && "lines" in example ? example.lines : [];
  useEffect(() => {
    // The newest is in sight.
    log.current?.scrollTo(0, log.current.scrollHeight);
  }, [lines.length]);
  if (example === null) return null;
  return (
    <section class="card section" aria-label="Run the example">
      <h2>Run the example</h2>
      <p class="quiet">
        The model frost is trained and serves; after a while its traffic comes from another city. Driftwheel
        finds that, retrains, tries and promotes, in about three minutes. <Stands example={example} />
      </p>
      {example.state === "ready" ? (
        <button
          type="button"
          class="button button-primary"
          onClick={() => void askExample("POST").then(() => setAsked(asked + 1))}
        >
          Run the example
        </button>
      ) : null}
      {lines.length === 0 ? null : (
        // A region that scrolls can be reached by the keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <pre class="code example-log" role="log" tabIndex={0} aria-label="What the example says" ref={log}>
          {lines.join("\n")}
        </pre>
      )}
    </section>
  );
}

function Stands({ example }: { readonly example: ExampleState }) {
  const frost = <a href={addressOf("model", { model: "frost" })}>Look at frost</a>;
  switch (example.state) {
    case "ready":
      return null;
    case "impossible":
      return <span class="strong">{example.why}</span>;
    case "running":
      return (
        <span role="status">
          <Sign tone="active" /> It runs. {frost}.
        </span>
      );
    case "ended":
      return example.failure === null ? (
        <span role="status">
          <Sign tone="good" /> It ended as it should. {frost}. It begins on an empty server: start this one
          anew to run it again.
        </span>
      ) : (
        <span role="alert">
          <Sign tone="bad" /> It did not end as it should: {example.failure}
        </span>
      );
  }
}
