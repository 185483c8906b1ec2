const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Cleans up, once, before the process ends on Ctrl-C or SIGTERM; the answer takes that back. npm passes on a Ctrl-C
 * that the terminal has sent to this process already: the second one must not cut the first short.
 */
export function onInterrupt(cleanUp: () => Promise<void>): () => void {
  let cleaning = false;
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handler = () => {
      if (cleaning) return;
      cleaning = true;
      const leave = () => process.exit(code);
      cleanUp().then(leave, leave);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const undo of handlers) undo();
  };
}
