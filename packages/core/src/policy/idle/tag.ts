import * as z from "zod";

/** A tag of AWS's, written `key=value`; keys and values have no equals sign here. */
export const idleTag = z.string().transform((text, context) => {
  const match = /^([^=]{1,128})=([^=]{0,256})$/.exec(text.trim());
  if (!match || /^aws:/i.test(match[1] ?? "")) {
    context.addIssue({
      code: "custom",
      message: "must be a tag, its key and its value, whose key does not begin with aws:",
    });
    return z.NEVER;
  }
  return { key: match[1] ?? "", value: match[2] ?? "" };
});

export type IdleTag = z.output<typeof idleTag>;
