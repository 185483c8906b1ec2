import { useId, useState } from "preact/hooks";
import type { Possibility } from "./possibility.ts";

interface ActButton {
  readonly label: string;
  readonly primary?: boolean;
  readonly possibility: Possibility;
  readonly onAct: () => void;
}

/** Begins an act; where it is impossible it stays to be found, and says why when it is hovered, focused or pressed. */
export function ActButton({ label, primary = false, possibility, onAct }: ActButton) {
  const [asked, setAsked] = useState(false);
  const id = useId();
  const { why } = possibility;
  const look = primary && why === null ? "button button-primary" : "button";
  return (
    <span class="act">
      <button
        type="button"
        class={look}
        aria-disabled={why !== null}
        aria-describedby={why === null ? undefined : id}
        title={why ?? undefined}
        onClick={() => (why === null ? onAct() : setAsked(!asked))}
        onBlur={() => setAsked(false)}
      >
        {label}
      </button>
      {why === null ? null : (
        <span id={id} role="status" class={asked ? "why" : "hidden"}>
          {why}
        </span>
      )}
    </span>
  );
}
