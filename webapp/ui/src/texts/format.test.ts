import { describe, expect, it } from "vitest";
import { plural, runTime, size } from "./format";

describe("sizes and counts in words", () => {
  it("have their plural", () => {
    expect([0, 1, 17].map(size)).toEqual(["0 bytes", "1 byte", "17 bytes"]);
    expect([1, 2].map((n) => plural(n, "file", "files"))).toEqual(["1 file", "2 files"]);
  });

  it("are short from a kilobyte on", () => {
    expect([1_400, 2_500_000].map(size)).toEqual(["1.4 kB", "2.5 MB"]);
  });
});

describe("a planned run", () => {
  it("is told by the clock of its time zone", () => {
    expect(runTime("2026-11-25T05:00:00Z", "Europe/Berlin")).toMatch(/Wed.*25.*06:00/);
    expect(runTime("2026-11-25T05:00:00Z", "Pacific/Kiritimati")).toMatch(/19:00|07:00 PM/);
  });
});
