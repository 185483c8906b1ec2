export const handler = (): never => {
  throw new Error("webhooks is not written yet");
};
