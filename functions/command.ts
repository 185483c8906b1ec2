export const handler = (): never => {
  throw new Error("command is not written yet");
};
