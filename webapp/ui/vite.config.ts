import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import { defineConfig, type Plugin } from "vite";
import { usedStyles } from "./build/usedStyles.ts";

// `make ui-dev` names the running stack; the built page is served by the web app itself.
const stack = process.env.REFDESK_URL ?? "http://127.0.0.1:8000";
const proxied = ["/api", "/auth", "/docs", "/healthz", "/readyz", "/openapi.json"];

/** What runs while everything else is on its way. */
const START =
  /src[\\/](main\.ts|pages\.ts|within\.ts|api[\\/](session|problem)\.ts|texts[\\/](index|language|start|format)\.ts)$/;

/** Large, shared by a few pages, not wanted by the others. */
const APART = [
  {
    name: "markdown",
    test: /components[\\/]markdown|node_modules[\\/](@ungap|bail|ccount|character|comma|decode|devlop|estree|hast|html-url|inline-style|longest|markdown|mdast|micromark|property-inf|react-markdown|rehype|remark|space-sep|style-to|trim-lines|trough|unified|unist|vfile|zwitch)/,
  },
  { name: "lists", test: /node_modules[\\/]@tanstack[\\/](react-)?virtual/ },
  {
    name: "uploads",
    test: /[\\/](SimpleGrid|List|Progress)[\\/]|uploads[\\/](batches|chosen|queue|uploads|useTake)\.|(api|texts)[\\/](upload|pace)\.ts/,
  },
  // What a conversation takes of it is small, and needed by the answers themselves.
  {
    name: "reader",
    test: /components[\\/](summary|reader[\\/](?!inline|reference|copyText|saveBlob|codePoints|ahead|pictureWidth|centre))/,
  },
  {
    name: "forms",
    test: /@mantine[\\/](form|core[\\/].*[\\/]PasswordInput)[\\/]|klona|fast-deep-equal|AuthFrame|PasswordField|useKept|ChangedMeanwhile|auth[\\/]target/,
  },
  { name: "numbers", test: /react-number-format|[\\/](NumberInput|Radio|ChatbotFields)\b/ },
];

/** What every page needs. */
const ALWAYS = /^assets\/(app|shared|react|rolldown-runtime)-[^.]*\.js$/;

/** The letters of most texts: a page is laid out once with them instead of once without and once with. */
const FONTS = /source-(sans|serif)-\d-latin-wght-normal/;

/**
 * Compile every function while the file is read, on another thread, instead of one by one when it is first called
 * (https://developer.chrome.com/blog/explicit-compile-hints). A comment like any other for browsers that know it not.
 */
const COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad";

const link = (file: string, attrs: Record<string, string>) => ({
  tag: "link",
  attrs: { ...attrs, crossorigin: true, href: `/${file}` },
  injectTo: "head" as const,
});

/** Name the interface's own files in the page, so that they are fetched while the start still reads the address. */
function early(): Plugin {
  return {
    name: "early",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle).flatMap((file) => {
          if (ALWAYS.test(file)) return link(file, { rel: "modulepreload" });
          return FONTS.test(file) ? link(file, { rel: "preload", as: "font", type: "font/woff2" }) : [];
        }),
    },
  };
}

export default defineConfig({
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  plugins: [react(), early(), usedStyles(), compression({ include: /\.(js|css|html|svg)$/, threshold: 512 })],
  build: {
    target: "es2022",
    assetsDir: "assets",
    // Every file has its content's hash in its name: served with a year of caching.
    assetsInlineLimit: 0,
    // The pages' own styles are a tenth of the house's.
    cssCodeSplit: false,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (own, files) => files.filter((file) => file !== own && !ALWAYS.test(file)),
    },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        postBanner: COMPILE_AT_ONCE,
        // What several pages share is one file: thirty small ones take longer to ask for than to read.
        codeSplitting: {
          groups: [
            { name: "start", test: START, priority: 3 },
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 2 },
            {
              name: "shared",
              test: (id) => !APART.some(({ test }) => test.test(id)),
              minShareCount: 2,
              priority: 1,
            },
            ...APART,
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    // A build beside a running server is nothing that it should reload for.
    watch: { ignored: ["**/dist*/**"] },
    fs: { allow: [".", "../../deployments/sample"] },
    // The Host stays the page's own: the service takes cookie sessions from pages of its own host only.
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: stack, changeOrigin: false }])),
  },
});
