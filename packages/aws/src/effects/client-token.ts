import { createHash } from "node:crypto";

/**
 * The effect's token in the 1 to 36 characters that UpdateModelPackage takes; the same for the same token.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateModelPackage.html
 */
export function clientToken(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 36);
}
