/** Headers of an answer that can be asked for again by its ETag. */
export const etagHeaders = {
  ETag: {
    description: "Of this answer; send it as `If-None-Match` to ask whether it is still so.",
    schema: { type: "string" },
  },
} as const;

/** The answer to who asks whether what they have is still so. */
export const unchanged = {
  304: {
    description: "It is still so: `If-None-Match` has its ETag. There is no body.",
    headers: etagHeaders,
  },
};
