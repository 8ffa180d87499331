import { describe, expect, it } from "vitest";
import type { Schedule } from "~/api/sources";
import { sources } from "~/texts/en/sources";
import { firstWords, readCron, RHYTHMS, scheduleOf, timezones, wordsOf } from "./words";

const words = (change: Partial<ReturnType<typeof firstWords>>) => ({
  ...firstWords("Europe/Berlin"),
  ...change,
});

const kept = (schedule: ReturnType<typeof scheduleOf>): Schedule => ({
  cron: schedule.cron ?? null,
  interval_seconds: schedule.interval_seconds ?? null,
  timezone: schedule.timezone ?? "UTC",
  active: schedule.active ?? true,
  next_runs: [],
});

describe("schedules in words", () => {
  it.each([
    ["0 * * * *", { rhythm: "hourly" }],
    ["0 6 * * *", { rhythm: "daily", time: "06:00" }],
    ["5 23 * * *", { rhythm: "daily", time: "23:05" }],
    ["0 6 * * 1-5", { rhythm: "weekdays", time: "06:00" }],
    ["0 6 * * MON-FRI", { rhythm: "weekdays", time: "06:00" }],
    ["30 7 * * 0", { rhythm: "weekly", time: "07:30", day: 0 }],
    ["30 7 * * 7", { rhythm: "weekly", time: "07:30", day: 0 }],
    ["30 7 * * thu", { rhythm: "weekly", time: "07:30", day: 4 }],
  ])("reads %s", (cron, read) => {
    expect(readCron(cron)).toEqual(read);
  });

  it.each([
    "*/5 * * * *",
    "0 6 1 * *",
    "0 6 * 2 *",
    "0 6 * * 1,3",
    "61 6 * * *",
    "0 24 * * *",
    "",
    "nonsense",
  ])("leaves %j to those who know cron", (cron) => {
    expect(readCron(cron)).toEqual({ rhythm: "cron" });
  });

  it("come back the same from what the service keeps", () => {
    for (const rhythm of RHYTHMS) {
      const said = words({ rhythm, time: "18:45", day: 3, minutes: 90, cron: "*/7 1-3 * * *" });
      const read = wordsOf(kept(scheduleOf(said)));
      expect(scheduleOf(read)).toEqual(scheduleOf(said));
      expect(read.rhythm).toBe(rhythm);
    }
  });

  it("keep the time zone and whether they are active", () => {
    expect(scheduleOf(words({ active: false }))).toEqual({
      cron: "0 6 * * 1-5",
      timezone: "Europe/Berlin",
      active: false,
    });
  });

  it("are a sentence", () => {
    expect(sources.schedule.sentence(words({}))).toBe("every weekday at 06:00, Europe/Berlin");
    expect(sources.schedule.sentence(words({ rhythm: "weekly", day: 0, time: "23:59" }))).toBe(
      "every week on Sunday at 23:59, Europe/Berlin",
    );
    expect(sources.schedule.sentence(words({ rhythm: "interval", minutes: 120 }))).toBe(
      "every 2 hours, Europe/Berlin",
    );
    expect(sources.schedule.sentence(words({ rhythm: "interval", minutes: 90 }))).toBe(
      "every 90 minutes, Europe/Berlin",
    );
  });

  it("know a time zone that the browser does not list", () => {
    expect(timezones("Etc/Somewhere")).toContain("Etc/Somewhere");
    expect(timezones("UTC").filter((zone) => zone === "UTC")).toHaveLength(1);
  });
});
