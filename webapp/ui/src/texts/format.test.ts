import { describe, expect, it } from "vitest";
import { plural, size } from "./format";

describe("sizes and counts in words", () => {
  it("have their plural", () => {
    expect([0, 1, 17].map(size)).toEqual(["0 bytes", "1 byte", "17 bytes"]);
    expect([1, 2].map((n) => plural(n, "file", "files"))).toEqual(["1 file", "2 files"]);
  });

  it("are short from a kilobyte on", () => {
    expect([1_400, 2_500_000].map(size)).toEqual(["1.4 kB", "2.5 MB"]);
  });
});
