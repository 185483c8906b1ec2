/** Writes what is for whoever runs the proxy to know. It is rare, so that the first of it loads the logger. */
export function warnings() {
  let writing: Promise<void> = Promise.resolve();
  const write = async (message: string, details: object) => {
    const { loggerOf } = await import("../shell/telemetry/logger.ts");
    loggerOf("invoke").error(message, { ...details });
  };
  return {
    warn(message: string, details: object): void {
      writing = writing.then(() => write(message, details));
    },
    /** Once all of it is written. */
    warned: () => writing,
  };
}
