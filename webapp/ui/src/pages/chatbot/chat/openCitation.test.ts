import { describe, expect, it } from "vitest";
import { citationKey, nearestKey, openedBy } from "./openCitation";

const passage = (title: string) => ({
  document_id: "d",
  source_id: "s",
  version: "v",
  title,
  uri: title,
  page: null,
  place: null,
  row: null,
  start: 0,
  end: 1,
  quote: "q",
});
const answers = [
  {
    id: "m1",
    citations: [
      { ...passage("b"), n: 3 },
      { ...passage("a"), n: 1 },
    ],
    nearest: [],
  },
  { id: "m10", citations: [], nearest: [passage("near"), passage("far")] },
];

describe("the open citation", () => {
  it("is found by message and number, with its neighbours in the answer's order", () => {
    expect(openedBy(citationKey("m1", 1), answers)).toMatchObject({
      passage: { title: "a" },
      previous: null,
      next: "m1.3",
    });
    expect(openedBy("m1.3", answers)).toMatchObject({ n: 3, previous: "m1.1", next: null });
  });

  it("may be one of the nearest passages of a question without an answer", () => {
    expect(openedBy(nearestKey("m10", 2), answers)).toMatchObject({
      passage: { title: "far" },
      n: null,
      previous: "m10.p1",
    });
  });

  it.each(["m1.2", "m1.p1", "m2.1", "m1", ""])("%j names none", (key) => {
    expect(openedBy(key, answers)).toBeNull();
  });
});
