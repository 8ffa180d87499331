/** Dates, numbers and plurals by the interface's language, in the reader's way where the browser names one for it. */
import { locale } from "./language";

/** Making a formatter takes longer than a hundred uses of it: each is made once, when it is first wanted. */
function once<T>(make: () => T): () => T {
  let made: { for: string; formatter: T } | undefined;
  return () => {
    const wanted = locale();
    if (made?.for !== wanted) made = { for: wanted, formatter: make() };
    return made.formatter;
  };
}

/** When something will run: with its weekday, as a clock in that time zone shows it. */
export const runTime = (iso: string, timeZone: string) =>
  new Intl.DateTimeFormat(locale(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(new Date(iso));

const numbers = once(() => new Intl.NumberFormat(locale()));
const dates = once(() => new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }));
const languages = once(() => new Intl.DisplayNames(locale(), { type: "language" }));
const spans = once(() => new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }));

/** Locales that write digits of their own, or may. */
const OWN_DIGITS = /^(ar|bn|ckb|dz|fa|ks|lrc|mr|my|mzn|ne|pa|ps|sa|sat|sd|ur|uz)\b|-u-.*nu-/;

/** A small whole number looks the same everywhere else: no formatter is made for it, which takes a while. */
const plain = (value: number) =>
  Number.isInteger(value) && value >= 0 && value < 1000 && !OWN_DIGITS.test(locale());

export const number = (value: number) => (plain(value) ? String(value) : numbers().format(value));

/** A language by its code (ISO 639-1), as it is called in the interface's. */
export const languageName = (code: string) => languages().of(code) ?? code;

/** With so many places after the point. */
export const digits = (value: number, places: number) =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: places, minimumFractionDigits: places }).format(
    value,
  );

/** What stands before the decimals in a field of the page: the language's own, and a point is taken as well. */
export const decimals = () => ({
  decimalSeparator: (0.5).toLocaleString(locale()).slice(1, 2),
  allowedDecimalSeparators: [".", ","],
});

export const dateTime = (iso: string) => dates().format(new Date(iso));

const plurals = once(() => new Intl.PluralRules(locale()));

/** Whether a count takes the singular: 0 does in French, 1 everywhere. */
const isOne = (count: number) => count === 1 || (count === 0 && plurals().select(0) === "one");

/** "3 files", "1 file": the form and the number by locale, for languages that have these two. */
export const plural = (count: number, one: string, other: string) =>
  `${number(count)} ${isOne(count) ? one : other}`;

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "2 hours ago", for the last days; the date before that. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  if (Math.abs(seconds) > 7 * 86_400) return dateTime(iso);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return spans().format(Math.round(seconds / size), unit);
}

const days = once(() => new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }));
/** The date alone, of a moment that is meant by UTC. */
export const dayOnly = (iso: string) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));

/** "November 2026" of "2026-11". */
export const monthName = (month: string) =>
  new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

const relative = once(() => new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }));
const DAY_MS = 86_400_000;

/** "Today", "Yesterday", the date: by the reader's own calendar. Empty for no time at all. */
export function dayOf(iso: string, now = new Date()): string {
  if (!iso) return "";
  const day = new Date(iso);
  const midnight = (of: Date) => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  const ago = Math.round((midnight(now) - midnight(day)) / DAY_MS);
  if (ago > 1 || ago < 0) return days().format(day);
  const word = relative().format(-ago, "day");
  return word.charAt(0).toLocaleUpperCase(locale()) + word.slice(1);
}

const sizes = ["byte", "kilobyte", "megabyte", "gigabyte"].map((unit) =>
  once(
    () =>
      new Intl.NumberFormat(locale(), {
        style: "unit",
        unit,
        // Short, the unit of single bytes knows no plural.
        unitDisplay: unit === "byte" ? "long" : "short",
        maximumFractionDigits: 1,
      }),
  ),
);

/** Bytes in words: 1.4 MB. */
export function size(bytes: number): string {
  const at = bytes > 0 ? Math.min(Math.floor(Math.log10(bytes) / 3), sizes.length - 1) : 0;
  return sizes[at]?.().format(bytes / 1000 ** at) ?? "";
}
