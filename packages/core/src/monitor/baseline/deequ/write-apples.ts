/* The training set that Deequ is given, as CSV on standard output. */
import { appleColumns, trainingApples } from "./apples.fixture.ts";

const lines = [appleColumns, ...trainingApples()].map((row) => row.map((value) => value ?? "").join(","));
process.stdout.write(`${lines.join("\n")}\n`);
