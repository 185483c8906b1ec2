import { useEffect, useRef, useState } from "preact/hooks";
import type { ModelState } from "../api/api-types.ts";
import type { Ledger } from "../store/ledger.ts";
import { me } from "../store/me.ts";
import { ActButton } from "./act-button.tsx";
import { type ModelCommand, modelCommands } from "./command.ts";
import { CommandDialog } from "./command-dialog.tsx";
import { commandWords } from "./command-words.ts";
import { mayGiveAs } from "./possibility.ts";

interface Menu {
  readonly state: ModelState;
  readonly ledger: Ledger;
}

/** All that can be done with a model; what cannot be done now stays in its place, and says why. */
export function ActMenu({ state, ledger }: Menu) {
  const [open, setOpen] = useState<ModelCommand | null>(null);
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  useEffect(() => {
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close();
    };
    document.addEventListener("pointerdown", closeOutside);
    return () => document.removeEventListener("pointerdown", closeOutside);
  }, []);
  const resume = mayGiveAs(me.value, "resume", state);
  return (
    <>
      {resume.why === null ? (
        <ActButton label="Resume…" primary possibility={resume} onAct={() => setOpen("resume")} />
      ) : null}
      <details
        class="menu"
        ref={menu}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          close();
          menu.current?.querySelector("summary")?.focus();
        }}
      >
        <summary class="button">More acts</summary>
        <ul class="menu-items act-items">
          {modelCommands.map((command) => (
            <Item
              key={command}
              command={command}
              state={state}
              onAct={() => {
                close();
                setOpen(command);
              }}
            />
          ))}
        </ul>
      </details>
      {open ? (
        <CommandDialog command={open} state={state} ledger={ledger} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

interface ItemOf {
  readonly command: ModelCommand;
  readonly state: ModelState;
  readonly onAct: () => void;
}

function Item({ command, state, onAct }: ItemOf) {
  const { label, about } = commandWords(command, state, null);
  const { why } = mayGiveAs(me.value, command, state);
  return (
    <li>
      <button type="button" aria-disabled={why !== null} onClick={() => (why === null ? onAct() : undefined)}>
        <span class="act-name">{label}…</span>
        <span class="small quiet">{why ?? about}</span>
      </button>
    </li>
  );
}
