/** A domain, a user profile, a space or an app: what was asked for, and how it is. */
export interface StudioResource {
  readonly key: string;
  readonly arn: string;
  readonly status: string;
  readonly creationTime: Date;
  readonly lastModifiedTime: Date;
  /** As it was given and changed, without its tags. */
  readonly request: Readonly<Record<string, unknown>>;
}
