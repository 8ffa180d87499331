import { expect, test } from "vitest";
import { plainWords, runsOf } from "./inline";

/** What is seen, styles in angle brackets. */
const seen = (text: string) =>
  runsOf(text)
    .map(({ from, to, styles }) =>
      styles.length ? `<${styles.join("+")}:${text.slice(from, to)}>` : text.slice(from, to),
    )
    .join("");

test.each([
  ["plain words", "plain words"],
  ["**bold** and *slanted* and ~~gone~~", "<strong:bold> and <em:slanted> and <strike:gone>"],
  ["__bold__ but snake_case_name stays", "<strong:bold> but snake_case_name stays"],
  ["2 * 3 * 4 and a*", "2 * 3 * 4 and a*"],
  ["`a * b` and ``x ` y``", "<code:a * b> and <code:x ` y>"],
  ["one ` alone and **open", "one ` alone and **open"],
  ["see [the **rules**](https://example.org/a_b_c) now", "see the <strong:rules> now"],
  ["![a picture](p.png) [no](link", "a picture [no](link"],
  ["\\*not slanted\\*", "*not slanted*"],
  ["**bold *both* bold**", "<strong:bold ><strong+em:both><strong: bold>"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ["[x](javascript:alert%281%29)", "x"],
])("%s", (text, shown) => expect(seen(text)).toBe(shown));

test.each(["*", "[", "`", "_", "**a ", "[a](", "![", "\\", "` `` "])(
  "a text of %j alone costs no more than its length",
  (sign) => {
    const text = sign.repeat(60_000 / sign.length);
    const began = performance.now();
    const runs = runsOf(text);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(runs.every(({ from, to }, at) => from < to && from >= (runs[at - 1]?.to ?? 0))).toBe(true);
  },
);

test("a passage in one line shows no marks of Markdown", () => {
  expect(plainWords("## Renewing\n\n- You can **renew** in\n  *My loans*.\n> See `it`")).toBe(
    "Renewing You can renew in My loans. See it",
  );
  expect(plainWords("5 * 3 is a_b_c")).toBe("5 * 3 is a_b_c");
});
