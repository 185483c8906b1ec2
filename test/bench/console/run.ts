import * as z from "zod";
import { serveLedgers } from "../../console/ledger-page.ts";
import { ledgersOf, sizes } from "./ledgers.ts";

/** Serves the console over ledgers of a size until it is told to end: a process of its own, as the API is one. */
const { fleet, ledgers } = ledgersOf(sizes[z.enum(["large", "small"]).parse(process.argv[2])]);
const { url } = await serveLedgers(fleet, ledgers);
process.send?.({ url });
