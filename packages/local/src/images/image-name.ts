/** An image's name in its parts; those that it does not have are null. */
export interface ImageName {
  /** `111122223333.dkr.ecr.eu-west-1.amazonaws.com` */
  readonly registry: string | null;
  /** `frost`, `team/frost` */
  readonly repository: string;
  /** `1`, or the digest `sha256:...` */
  readonly tag: string | null;
}

/** Reads `registry/repository:tag` or `registry/repository@digest`; the first part is a registry when it has a dot or a port. */
export function parseImageName(name: string): ImageName {
  const [path = "", digest] = name.split("@");
  const slash = path.indexOf("/");
  const first = slash < 0 ? "" : path.slice(0, slash);
  const registry = /[.:]/.test(first) ? first : null;
  const [repository = "", tag] = (registry === null ? path : path.slice(slash + 1)).split(":");
  return { registry, repository, tag: digest ?? tag ?? null };
}
