export const handler = (): never => {
  throw new Error("hooks is not written yet");
};
