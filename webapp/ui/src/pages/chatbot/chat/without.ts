/** The search of a URL without some of its parts. */
export function without<T extends object, K extends keyof T & string>(search: T, ...parts: K[]): Omit<T, K> {
  const rest = Object.entries(search).filter(([part]) => !parts.some((one) => one === part));
  return Object.fromEntries(rest) as Omit<T, K>;
}
