/** Where to go after logging in: a path of this application only, whatever the URL said. */
export function safeTarget(target: string | undefined): string {
  if (!target?.startsWith("/") || target.startsWith("//") || target.includes("\\")) return "/";
  return target;
}

/** The same after a registration: whoever is new has an organisation of their own, and no chatbot of before is in it. */
export function targetOfNew(target: string | undefined): string {
  const safe = safeTarget(target);
  return safe.startsWith("/chatbots/") ? "/" : safe;
}
