export const handler = (): never => {
  throw new Error("api is not written yet");
};
