export const handler = (): never => {
  throw new Error("delivery is not written yet");
};
