import { expect, onTestFinished, test } from "vitest";

import { speak } from "~/texts";
import { placeOf } from "./reference";

const place = (label: string, page: number | null) => ({ label, kind: "page", page });

test("a page says that it was read by OCR, and another page of the document does not", () => {
  expect(placeOf({ page: 7, place: place("p. 7", 7) })).toBe("page 7");
  expect(placeOf({ page: 7, place: place("p. 7 (read by OCR)", 7) })).toBe("page 7 (read by OCR)");
  expect(placeOf({ page: 8, place: place("p. 7 (read by OCR)", 7) })).toBe("page 8");
  expect(placeOf({ page: null, place: place("Sheet Q3, row 5", null) })).toBe("Sheet Q3, row 5");
  expect(placeOf({ page: null, place: null })).toBeNull();
});

test("the server's own words are said in the interface's language, headings stay", async () => {
  await speak("de");
  onTestFinished(() => speak("en"));
  expect(placeOf({ page: null, place: { label: "Preise, row 5", kind: "row", page: null } })).toBe(
    "Preise, Zeile 5",
  );
  expect(placeOf({ page: null, place: { label: "row 3", kind: "row", page: null } })).toBe("Zeile 3");
  expect(placeOf({ page: 7, place: place("p. 7 (read by OCR)", 7) })).toBe("Seite 7 (mit OCR gelesen)");
  expect(placeOf({ page: null, place: { label: "The row 3", kind: "heading", page: null } })).toBe(
    "The row 3",
  );
});
