import { describe, expect, it } from "vitest";
import { codePoints, spanInUtf16, spansInUtf16, toUtf16 } from "./codePoints";

const TEXTS = ["", "plain", "é combined e\u0301", "a𝔘b😀c", "😀😀😀", "👩‍👩‍👧 family", "\ud83d alone", "end 😀"];

describe("code points", () => {
  it.each(TEXTS)("slices %j as the service does, for every span", (text) => {
    const points = Array.from(text);
    for (let start = 0; start <= points.length; start++) {
      for (let end = start; end <= points.length; end++) {
        const [from, to] = spanInUtf16(text, start, end);
        expect(text.slice(from, to)).toBe(points.slice(start, end).join(""));
      }
    }
  });

  it.each(TEXTS)("counts %j as the service does", (text) => {
    expect(codePoints(text)).toBe(Array.from(text).length);
  });

  it.each(TEXTS)("finds many spans of %j in one walk", (text) => {
    const ends = Array.from(text).map((_, start) => ({ start, end: start + 1 }));
    const found = spansInUtf16(text, ends).map(({ from, to }) => text.slice(from, to));
    expect(found).toEqual(Array.from(text));
  });

  it("stays inside the text whatever it is asked for", () => {
    expect(spanInUtf16("a😀", 5, 9)).toEqual([3, 3]);
    expect(spanInUtf16("abc", -2, 99)).toEqual([0, 3]);
    expect(spanInUtf16("abc", 2, 1)).toEqual([2, 2]);
    expect(toUtf16("a😀", 99)).toBe(3);
  });
});
