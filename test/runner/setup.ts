import { afterAll } from "vitest";
import { removeTemporaryFolders } from "./temporary-folder.ts";

// The first one asked for is the last one done: nothing uses the folders any more.
afterAll(removeTemporaryFolders);
