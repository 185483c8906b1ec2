import * as z from "zod";

/**
 * Name of an SSM parameter (SecureString) that holds a secret, never the secret itself. It may hold two, separated by
 * white space, while one takes the place of the other.
 */
export const secretName = z
  .string()
  .regex(
    /^\/[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+)*$/,
    "must be the name of an SSM parameter: the secret itself does not belong here",
  );
