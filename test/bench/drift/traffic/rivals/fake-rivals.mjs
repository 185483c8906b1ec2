// Stands for rivals.py where there is no Python, and speaks as it does: river's method alarms at every fiftieth window
// that it is told, Evidently's two where the mean of any column, or of more than half of them, is above 0.3.
import { createInterface } from "node:readline";

const mean = (column) => column.reduce((sum, value) => sum + value, 0) / column.length;
let told = 0;
let rows = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { trained, rows: each, window, library } = JSON.parse(line);
  if (trained) {
    if (trained.length !== 5 || trained.some(({ length }) => length !== 6000))
      throw new Error("no training rows");
    [told, rows] = [0, each];
    console.log("{}");
    continue;
  }
  if (window.some(({ length }) => length !== rows)) throw new Error(`not ${rows} rows`);
  if (library === "river") {
    told += 1;
    console.log(JSON.stringify({ "every fiftieth": told % 50 === 0 }));
    continue;
  }
  const moved = window.filter((column) => mean(column) > 0.3).length;
  console.log(JSON.stringify(library === "nannyml" ? { never: false } : { any: moved > 0, most: moved > 2 }));
}
