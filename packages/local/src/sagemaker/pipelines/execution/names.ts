const lowerCase = "abcdefghijklmnopqrstuvwxyz0123456789";
const mixedCase = `${lowerCase}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** An execution's id: 12 lower-case letters and digits. `random` is in [0, 1). */
export function executionId(random: () => number): string {
  return draw(lowerCase, 12, random);
}

/**
 * The name of a step's job, at most 63 characters, or as many as told: `pipelines-4r83jejmhorv-TrainAbaloneModel-xw869y8C4a`, as in
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function jobName(execution: string, step: string, random: () => number, longest = 63): string {
  const suffix = draw(mixedCase, 10, random);
  // Tuning jobs have room for the execution's id only.
  const prefix = longest < 63 ? execution : `pipelines-${execution}`;
  const room = longest - `${prefix}--${suffix}`.length;
  const name = step
    .replaceAll("_", "-")
    .slice(0, room)
    .replace(/^-+|-+$/g, "");
  return `${prefix}-${name}-${suffix}`;
}

function draw(alphabet: string, length: number, random: () => number): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
}
