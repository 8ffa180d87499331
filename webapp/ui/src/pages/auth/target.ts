/** Where to go after logging in: a path of this application only, whatever the URL said. */
export function safeTarget(target: string | undefined): string {
  if (!target?.startsWith("/") || target.startsWith("//") || target.includes("\\")) return "/";
  return target;
}
