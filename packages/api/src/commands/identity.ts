/** What makes a command that is sent again the same one. */
export function commandIdentity(model: string, key: string): string {
  return `command ${model} ${key}`;
}
