/** Puts the folder that stands for `/opt/ml` into a path, an argument or a variable: `--data=/opt/ml/x` too. */
export function inFolder(root: string, text: string): string {
  return text.replace(/(^|=)\/opt\/ml(?=\/|$)/g, (_, before: string) => `${before}${root}`);
}
