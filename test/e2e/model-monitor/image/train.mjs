// Learns nothing; that it was started, and with what, is all that the test asks.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

writeFileSync(join(process.env.SM_MODEL_DIR, "learned.json"), process.env.SM_HPS);
