/** An hour's folder as SageMaker names it, in UTC: `2026/03/09/14`. */
export function hourFolder(time: Date): string {
  return time.toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
}

const hour = 3_600_000;

/** The folders of all hours of a time. @param from milliseconds since 1970, as is `until`, which is not in it */
export function hoursBetween(from: number, until: number): readonly string[] {
  const folders: string[] = [];
  for (let time = Math.floor(from / hour) * hour; time < until; time += hour) {
    folders.push(hourFolder(new Date(time)));
  }
  return folders;
}
