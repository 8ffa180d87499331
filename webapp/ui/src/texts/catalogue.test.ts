/** Every language has every text: none missing, none empty, none left in English, each with what English fills in. */
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "./language";

type Texts = Record<string, unknown>;

const FILES = import.meta.glob<Record<string, Texts>>("./*/*.ts", { eager: true });

/** The texts of a language by their path: "chat.list.open". */
const textsOf = (language: string): Map<string, unknown> =>
  new Map(
    Object.entries(FILES)
      .filter(([path]) => path.startsWith(`./${language}/`))
      .flatMap(([, exported]) => Object.entries(exported))
      .flatMap(([room, texts]) => leaves(room, texts)),
  );

function leaves(path: string, value: unknown): [string, unknown][] {
  if (value === null || typeof value !== "object") return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${path}.${key}`, inner));
}

/** What texts that take more than words and numbers are asked with. */
const WORDS = {
  rhythm: "weekly",
  time: "06:41",
  day: 3,
  minutes: 42,
  cron: "4 3 * * *",
  timezone: "Etc/GMT",
};
const REFUSAL = { status: 422, code: "too_large", detail: "Number 41.", errors: [], retryAfter: 43 };
const ASKED: Record<string, unknown[][]> = {
  "shell.reindex.going": [[{ share: 0.41, seconds_left: 42 }], [{}]],
  "explain.reason": [["name_missing"], ["code_41"]],
  "explain.step": [["speller"], ["step_41"]],
  "system.said": [["redis", "ok", "consequence", "42"]],
  "search.value": [[0.41, 2], [7]],
  "chat.about.asked": [[["41", "42"]]],
  "chat.table.where": [["41", ["42", "43"]]],
  "sources.schedule.sentence": ["hourly", "daily", "weekdays", "weekly", "interval", "cron"].map((rhythm) => [
    { ...WORDS, rhythm },
  ]),
  "uploads.duplicate": [["41", { uri: "42", source_name: "43" }]],
  "uploads.refused": [[REFUSAL]],
};
/** One of each kind: a language may treat them otherwise, but never leave a number out. */
const COUNTS = [0, 1, 2, 41, 59, 600, 3_601, 1_234_567].map((count) => [count, 42, 43]);

type Said = (...given: unknown[]) => unknown;

/** All words that come of a text, and of an object of them. */
const said = (text: Said, given: unknown[]) =>
  leaves("", text(...given))
    .map(([, words]) => String(words))
    .join(" ");

/** The numbers in some words, without the signs that group them; a one may be a word. */
const numbers = (words: string) =>
  (words.replace(/(?<=\d)[.,\u202f\u00a0 ](?=\d{3})/g, "").match(/\d+/g) ?? [])
    .filter((n) => n !== "1")
    .sort();

const english = textsOf("en");
const ofOthers = Object.keys(LANGUAGES).filter((language) => language !== "en");

/** Rightly the same as in English: names everywhere, and words that both languages have. */
const NAMES =
  /^(docs\.types\.|help\.model\.(steps\.\d\.code|variables\.\d\.name)|shell\.product|shell\.keyboard\.keys)/;
const SAME: Record<string, string[]> = {
  de: ["Chat", "Chatbot", "Chatbots", "IBANs", "Name", "Organisation", "Plan", "Status", "System", "Text"],
};

describe.each(ofOthers)("the texts in %s", (language) => {
  const texts = textsOf(language);

  test("are all there", () => {
    const parts = (all: Map<string, unknown>) => [...all.keys()].filter((path) => english.has(path)).sort();
    expect(parts(texts)).toEqual([...english.keys()].sort());
    expect(
      [...texts].filter(([path, text]) => typeof text !== typeof english.get(path) && english.has(path)),
    ).toEqual([]);
  });

  test("say something, and not in English", () => {
    const empty = [...texts].filter(([path, text]) => text === "" && english.get(path) !== "");
    const same = [...texts].filter(
      ([path, text]) =>
        typeof text === "string" &&
        /\p{L}{2}/u.test(text) &&
        text === english.get(path) &&
        !NAMES.test(path.replace(/^(sources|documents)\.(?=docs)/, "")) &&
        !SAME[language]?.includes(text),
    );
    expect(empty).toEqual([]);
    expect(same).toEqual([]);
  });

  const functions = [...english].filter(([, text]) => typeof text === "function") as [string, Said][];
  test.each(functions)("%s tells what English tells", (path, text) => {
    const other = texts.get(path) as Said;
    for (const given of ASKED[path] ?? COUNTS) {
      const words = said(other, given);
      expect(numbers(words)).toEqual(numbers(said(text, given)));
      expect(words).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});
