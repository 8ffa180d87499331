/** Dates, numbers and plurals by the reader's locale. */
const locale = () => (typeof navigator === "undefined" ? "en" : navigator.language);

export const number = (value: number) => new Intl.NumberFormat(locale()).format(value);

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

export const dateTime = (iso: string) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

/** "3 files", "1 file": English forms; the number by locale. */
export const plural = (count: number, one: string, other: string) =>
  `${number(count)} ${count === 1 ? one : other}`;

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
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** Bytes in words: 1.4 MB. */
export function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const at = bytes > 0 ? Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1) : 0;
  const style = {
    style: "unit",
    unit: units[at] ?? "byte",
    // Short, the unit of single bytes knows no plural.
    unitDisplay: at === 0 ? "long" : "short",
    maximumFractionDigits: 1,
  } as const satisfies Intl.NumberFormatOptions;
  return new Intl.NumberFormat(locale(), style).format(bytes / 1000 ** at);
}
