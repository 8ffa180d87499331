/** Mantine's style sheet holds every component of the library; what the built code never names is left out. */
import postcss, { type Rule } from "postcss";
import type { Plugin } from "vite";

/** Mantine's own classes: a hash each, that its components' code spells out. */
const OF_MANTINE = /\.(m_[0-9a-f]+)/g;

const classesIn = (selector: string) => [...selector.matchAll(OF_MANTINE)].map(([, name = ""]) => name);

/** The same styles without the rules for classes that `isUsed` denies. */
export function pruned(css: string, isUsed: (name: string) => boolean): string {
  const sheet = postcss.parse(css);
  sheet.walkRules((rule: Rule) => {
    const kept = rule.selectors.filter((selector) => classesIn(selector).every(isUsed));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return sheet.toString();
}

export function usedStyles(): Plugin {
  return {
    name: "used-styles",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const code = files.map((file) => (file.type === "chunk" ? file.code : "")).join("\n");
      for (const file of files)
        if (file.type === "asset" && file.fileName.endsWith(".css"))
          file.source = pruned(String(file.source), (name) => code.includes(name));
    },
  };
}
