import { describe, expect, it } from "vitest";
import { locate } from "./locate";

const found = (text: string, words: string) => {
  const span = locate(text, words);
  return span && text.slice(span.from, span.to);
};

describe("cited words in another version", () => {
  it("are found whatever the white space between them", () => {
    expect(found("Now: a  booking\ncan be cancelled.", " a booking can\nbe ")).toBe("a  booking\ncan be");
  });

  it("are taken letter by letter, not as a pattern", () => {
    expect(found("It costs 5.00 (net) + tax?", "5.00 (net) + tax?")).toBe("5.00 (net) + tax?");
    expect(found("It costs 5x00 net", "5.00 net")).toBeNull();
  });

  it("are not found where they do not stand", () => {
    expect(found("a booking", "a loan")).toBeNull();
    expect(found("anything", "  ")).toBeNull();
  });
});
