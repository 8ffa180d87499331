/** Code is loaded together with the texts that it shows: read from the sources, since only a slow network would tell. */
import { expect, test } from "vitest";

const SOURCES = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}", "!../testing/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** By the path from ``src``. */
const files = new Map(Object.entries(SOURCES).map(([path, text]) => [inSrc(path), text]));

/** Vite writes paths from this folder. */
function inSrc(path: string): string {
  return path.startsWith("./") ? `texts/${path.slice(2)}` : path.replace(/^\.\.\//, "");
}

function resolved(from: string, wanted: string): string | undefined {
  const parts = wanted.startsWith("~/") ? [] : from.split("/").slice(0, -1);
  for (const part of wanted.replace(/^~\//, "").split("/"))
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  const path = parts.join("/");
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((one) => files.has(one));
}

const textOf = (file: string) => files.get(file) ?? "";

/** A file with all that comes with it. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, wanted = ""] of textOf(file).matchAll(/^(?:import|export)(?! type)[^;]*? from "([^"]+)"/gm)) {
    const next = resolved(file, wanted);
    if (next) closure(next, seen);
  }
  return seen;
}

const ofTexts = (file: string) => file.startsWith("texts/") && file !== "texts/pace.ts";

const roomsOf = (file: string) => [...textOf(file).matchAll(/\bt\.([a-z]+)\b/g)].map(([, room = ""]) => room);

/** The rooms that this code reads, but for the one that is always there. */
const needed = (file: string) =>
  [...new Set([...closure(file)].filter((one) => !ofTexts(one)).flatMap(roomsOf))]
    .filter((room) => room !== "shell")
    .sort();

const imports = [...files].flatMap(([file, text]) =>
  [...text.matchAll(/(?:withTexts\(\s*\[([^\]]*)\],\s*)?\(?\)?\s*(?:=>)?\s*import\("([^"]+)"\)/g)].map(
    ([, rooms = "", wanted = ""]) =>
      [
        resolved(file, wanted) ?? wanted,
        [...rooms.matchAll(/"(\w+)"/g)].map(([, room = ""]) => room),
      ] as const,
  ),
);

test.each(imports)("%s is loaded with the texts that it reads", (code, rooms) => {
  expect(needed(code).filter((room) => !rooms.includes(room))).toEqual([]);
});

test("every page is among them", () => expect(imports.length).toBeGreaterThan(20));

/** Whatever stands outside a function is read before the texts are there. */
test("no text is read while a file is", () => {
  const early = [...files]
    .filter(([file]) => !ofTexts(file))
    .flatMap(([file, text]) =>
      topLevel(text)
        .filter((statement) => /\bt\.[a-z]+/.test(statement))
        .map((statement) => `${file}: ${statement.split("\n", 1)[0]}`),
    );
  expect(early).toEqual([]);
});

/** Constants at the top of a file that are no functions, with their lines. */
function topLevel(text: string): string[] {
  return text
    .split(/^(?=\S)/m)
    .reduce<string[]>((all, block) => {
      // A closing bracket belongs to what it closes.
      if (/^[\])}]/.test(block)) all.push((all.pop() ?? "") + block);
      else all.push(block);
      return all;
    }, [])
    .filter(
      (block) =>
        /^(?:export )?const /.test(block) && !/=>|\bfunction\b/.test(block.split(/\bt\./, 1)[0] ?? ""),
    );
}
