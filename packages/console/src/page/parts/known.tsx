import type { ComponentChildren } from "preact";
import type { Resource, Snapshot } from "../store/resource.ts";
import { FailureNotice, Loading } from "./notice.tsx";

interface Known<Body> {
  readonly what: string;
  readonly resource: Resource<Body>;
  readonly snapshot: Snapshot<Body>;
  readonly children: (body: Body) => ComponentChildren;
}

/**
 * What is known of a resource: once there was an answer it stays, whatever fails later (the page's head says that it
 * does); before that, why there is none.
 */
export function Known<Body>({ what, resource, snapshot, children }: Known<Body>) {
  const { body, failure } = snapshot;
  if (body !== null && failure?.kind !== "not-found") return <>{children(body)}</>;
  if (failure === null) return <Loading what={what} />;
  return <FailureNotice failure={failure} onRetry={() => void resource.refresh()} />;
}
