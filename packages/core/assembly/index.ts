export { countNumbers } from "./counting";
export { beginOthers, countOthers, isSame, readCsvRow, readJsonValues } from "./rows";
