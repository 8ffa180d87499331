/** A schedule in words and as the service keeps it: cron or an interval, in a time zone. */
import type { Schedule, ScheduleIn } from "~/api/sources";

export type Rhythm = "hourly" | "daily" | "weekdays" | "weekly" | "interval" | "cron";

export const RHYTHMS: readonly Rhythm[] = ["hourly", "daily", "weekdays", "weekly", "interval", "cron"];

/** What the editor holds; fields of other rhythms keep their last value. */
export interface ScheduleWords {
  rhythm: Rhythm;
  /** `06:00` */
  time: string;
  /** 0 is Sunday, as in cron. */
  day: number;
  minutes: number;
  cron: string;
  timezone: string;
  active: boolean;
}

export const firstWords = (timezone: string): ScheduleWords => ({
  rhythm: "weekdays",
  time: "06:00",
  day: 1,
  minutes: 120,
  cron: "0 6 * * 1-5",
  timezone,
  active: true,
});

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const WEEKDAYS = new Set(["1-5", "mon-fri"]);
const two = (value: number) => String(value).padStart(2, "0");

function timeOf(minute: string, hour: string): string | null {
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour)) return null;
  if (Number(minute) > 59 || Number(hour) > 23) return null;
  return `${two(Number(hour))}:${two(Number(minute))}`;
}

function dayOf(field: string): number | null {
  const named = DAYS.indexOf(field.toLowerCase());
  if (named >= 0) return named;
  return /^[0-7]$/.test(field) ? Number(field) % 7 : null;
}

type Read = Partial<Pick<ScheduleWords, "time" | "day">> & { rhythm: Rhythm };

/** Cron in words where it is one of the presets; otherwise it stays cron. */
export function readCron(cron: string): Read {
  const [minute = "", hour = "", date, month, weekday = ""] = cron.trim().split(/\s+/);
  if (date !== "*" || month !== "*") return { rhythm: "cron" };
  if (minute === "0" && hour === "*" && weekday === "*") return { rhythm: "hourly" };
  const time = timeOf(minute, hour);
  if (time === null) return { rhythm: "cron" };
  if (weekday === "*") return { rhythm: "daily", time };
  if (WEEKDAYS.has(weekday.toLowerCase())) return { rhythm: "weekdays", time };
  const day = dayOf(weekday);
  return day === null ? { rhythm: "cron" } : { rhythm: "weekly", time, day };
}

export function wordsOf(schedule: Schedule): ScheduleWords {
  const { timezone, active, cron, interval_seconds: seconds } = schedule;
  const words = { ...firstWords(timezone), active };
  if (cron !== null) return { ...words, cron, ...readCron(cron) };
  return { ...words, rhythm: "interval", minutes: Math.max(1, Math.round((seconds ?? 3_600) / 60)) };
}

function cronOf({ rhythm, time, day, cron }: ScheduleWords): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  if (rhythm === "hourly") return "0 * * * *";
  if (rhythm === "cron") return cron.trim();
  const weekday = { daily: "*", weekdays: "1-5", weekly: String(day) }[
    rhythm as "daily" | "weekdays" | "weekly"
  ];
  return `${minute} ${hour} * * ${weekday}`;
}

export function scheduleOf(words: ScheduleWords): ScheduleIn {
  const { timezone, active } = words;
  return words.rhythm === "interval"
    ? { interval_seconds: words.minutes * 60, timezone, active }
    : { cron: cronOf(words), timezone, active };
}

/** Every time zone this browser knows, and the one in use. */
export function timezones(inUse: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", inUse])].sort();
}

export const ownTimezone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
