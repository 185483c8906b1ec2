/** An hour's folder as SageMaker names it, in UTC: `2026/03/09/14`. */
export function hourFolder(time: Date): string {
  return time.toISOString().slice(0, 13).replaceAll(/[-T]/g, "/");
}
