import { useEffect } from "preact/hooks";
import type { Resource, Snapshot } from "./resource.ts";

/** What is known of a resource now; it is kept fresh while the component is there. */
export function useResource<Body>(resource: Resource<Body>): Snapshot<Body> {
  useEffect(() => resource.watch(), [resource]);
  return resource.snapshot.value;
}
