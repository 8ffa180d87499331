/** What has failed, in every language: each code of the reference has words of its own. */
import { expect, test } from "vitest";
import { LANGUAGES } from "./language";
import type { Catalogue } from "./catalogue";

const [REFERENCE = ""] = Object.values(
  import.meta.glob<string>("../../../../docs/reference/errors.md", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);
const PROBLEMS = import.meta.glob<Pick<Catalogue, "problems">>("./*/problems.ts", { eager: true });

/** Codes that the interface never sees are those of the command line and the stack. */
const codes = REFERENCE.split("\n")
  .filter((row) => row.startsWith("| `") && !/\[The local stack\][^|]*\|$/.test(row))
  .map((row) => /`([a-z_]+)`/.exec(row)?.[1] ?? "");

const SAID = "Said in English, with a limit of 41.";

const others = Object.keys(LANGUAGES).filter((language) => language !== "en");

test.each(others)("%s has words for each code of the reference", (language) => {
  const texts = PROBLEMS[`./${language}/problems.ts`]?.problems;
  if (!texts) throw new Error(`There are no problems in ${language}.`);
  expect(codes.length).toBeGreaterThan(60);
  const told = (code: string) => [texts.detail(code, SAID), texts.field(code, SAID)];
  expect(codes.filter((code) => told(code).every((words) => words === SAID))).toEqual([]);
});

test.each(others)("%s leaves what it does not know, and keeps a field's limit", (language) => {
  const texts = PROBLEMS[`./${language}/problems.ts`]?.problems;
  expect(texts?.detail("of_tomorrow", SAID)).toBe(SAID);
  expect(texts?.field("string_too_long", SAID)).toMatch(/\b41\b/);
  expect(texts?.field("string_too_long", "No limit named.")).toBe("No limit named.");
});
