import { expect, test } from "vitest";

import { placeOf } from "./reference";

const place = (label: string, page: number | null) => ({ label, kind: "page", page });

test("a page says that it was read by OCR, and another page of the document does not", () => {
  expect(placeOf({ page: 7, place: place("p. 7", 7) })).toBe("page 7");
  expect(placeOf({ page: 7, place: place("p. 7 (read by OCR)", 7) })).toBe("page 7 (read by OCR)");
  expect(placeOf({ page: 8, place: place("p. 7 (read by OCR)", 7) })).toBe("page 8");
  expect(placeOf({ page: null, place: place("Sheet Q3, row 5", null) })).toBe("Sheet Q3, row 5");
  expect(placeOf({ page: null, place: null })).toBeNull();
});
