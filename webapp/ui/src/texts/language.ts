/** In which language the interface speaks: what somebody chose at this browser, else what the browser asks for. */

/** Its languages, each by its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

export type Language = keyof typeof LANGUAGES;

const KEY = "refdesk-language";

const isOurs = (code: string): code is Language => Object.hasOwn(LANGUAGES, code);
const baseOf = (tag: string) => tag.split("-", 1)[0]?.toLowerCase() ?? "";

/** What the browser asks for, dearest first; empty where there is no browser. */
const wanted = (): readonly string[] => (typeof navigator === "undefined" ? [] : (navigator.languages ?? []));

/** A browser may keep nothing for anybody. */
function kept(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** The first of our languages among these tags; English without one. */
export const firstOf = (tags: readonly string[]): Language => tags.map(baseOf).find(isOurs) ?? "en";

/** A locale of this language: the one that the browser asks for, with its own way of writing dates, where it names one. */
export const localeOf = (language: Language, tags: readonly string[]): string =>
  tags.find((tag) => baseOf(tag) === language) ?? language;

let current = firstOf([kept(), ...wanted()]);

export const language = () => current;

/** The locale of numbers and dates. */
export const locale = () => localeOf(current, wanted());

/** From now on this one is spoken; the browser keeps it for the next time. */
export function setLanguage(next: Language): void {
  current = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It holds for this page then.
  }
  announce();
}

/** Tell the page's readers and translators of which language it is. */
export function announce(): void {
  if (typeof document !== "undefined") document.documentElement.lang = current;
}
