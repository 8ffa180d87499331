/** Languages to choose from: those that the service can tell. */
import { languageName } from "~/texts/format";

const CODES =
  "af am ar be bg bn bo ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko " +
  "ku ky lb lo lt lv mk ml mn mr ms mt my ne nl no or pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tl tr ug uk " +
  "ur vi zh";

/** By name; ``also`` one that is not among them. */
export const languageChoices = (also: string | null) =>
  [...new Set([...CODES.split(" "), ...(also ? [also] : [])])]
    .map((value) => ({ value, label: languageName(value) }))
    .sort((one, other) => one.label.localeCompare(other.label));
