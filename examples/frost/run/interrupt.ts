const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/** Cleans up before the process ends on Ctrl-C or SIGTERM; the answer takes that back. */
export function onInterrupt(cleanUp: () => Promise<void>): () => void {
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handler = () => {
      const leave = () => process.exit(code);
      cleanUp().then(leave, leave);
    };
    process.once(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const undo of handlers) undo();
  };
}
