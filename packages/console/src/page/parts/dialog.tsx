import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Failure } from "../api/failure.ts";
import { FailureNotice } from "./notice.tsx";

interface ReasonDialog {
  readonly title: string;
  /** What happens when it is confirmed, in a sentence. */
  readonly consequence: string;
  /** The confirming button's words: what is done, not "OK". */
  readonly confirm: string;
  readonly dangerous?: boolean;
  /** False where the API keeps none. */
  readonly asksReason?: boolean;
  /** What a person decides on. */
  readonly children?: ComponentChildren;
  /** @returns why it was not done, or null when it was. */
  readonly onConfirm: (reason: string) => Promise<Failure | null>;
  readonly onClose: () => void;
}

const longestReason = 1_000;

/** Asks for a reason and a confirmation. It closes when the API has said that it is done, and not before. */
export function ReasonDialog({
  title,
  consequence,
  confirm,
  dangerous = false,
  asksReason = true,
  children,
  onConfirm,
  onClose,
}: ReasonDialog) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const field = useId();
  const [reason, setReason] = useState("");
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  const lacksReason = asksReason && reason.trim() === "";

  async function send(event: Event) {
    event.preventDefault();
    if (sending || lacksReason) return;
    setSending(true);
    const found = await onConfirm(reason.trim());
    setSending(false);
    setFailure(found);
    if (found === null) onClose();
  }

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        if (!sending) onClose();
      }}
    >
      <form onSubmit={(event) => void send(event)}>
        <h2 id={heading}>{title}</h2>
        <div class="dialog-body">
          {children}
          <p class="consequence">{consequence}</p>
          {failure ? <FailureNotice failure={failure} /> : null}
          {asksReason ? (
            <label class="field" for={field}>
              <span>
                Why <span class="quiet">(kept in the ledger with your name)</span>
              </span>
              <textarea
                id={field}
                rows={2}
                required
                maxLength={longestReason}
                value={reason}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </label>
          ) : null}
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" disabled={sending} onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            class={dangerous ? "button button-danger" : "button button-primary"}
            disabled={sending || lacksReason}
            title={lacksReason ? "Say why first." : undefined}
          >
            {sending ? "Asking…" : confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}
