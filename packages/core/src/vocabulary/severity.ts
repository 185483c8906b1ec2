/** How loudly people are told, from the loudest to the quietest. */
export const severities = ["page", "notify", "info"] as const;

export type Severity = (typeof severities)[number];
