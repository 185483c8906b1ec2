/** Kinds of the account's own entries that people are told of and that are announced. */
export const announcedIdleKinds = [
  "idle-found",
  "idle-stopped",
  "idle-spared",
  "idle-stop-failed",
  "idle-restored",
  "idle-undo-failed",
] as const;
