import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import { defineConfig, type Plugin } from "vite";

// `make ui-dev` names the running stack; the built page is served by the web app itself.
const stack = process.env.REFDESK_URL ?? "http://127.0.0.1:8000";
const proxied = ["/api", "/auth", "/docs", "/healthz", "/readyz", "/openapi.json"];

/** What runs while everything else is on its way. */
const START =
  /src[\\/](main\.ts|pages\.ts|api[\\/](session|problem)\.ts|texts[\\/](frame|format|en[\\/]shell)\.ts)$/;

/** Large, shared by a few pages, not wanted by the others. */
const APART = [
  {
    name: "markdown",
    test: /components[\\/]markdown|node_modules[\\/](@ungap|bail|ccount|character|comma|decode|devlop|estree|hast|html-url|inline-style|longest|markdown|mdast|micromark|property-inf|react-markdown|rehype|remark|space-sep|style-to|trim-lines|trough|unified|unist|vfile|zwitch)/,
  },
  { name: "forms", test: /@mantine[\\/](form|core[\\/].*[\\/]PasswordInput)[\\/]/ },
  { name: "numbers", test: /react-number-format|[\\/](NumberInput|Radio|ChatbotFields)\b/ },
];

/** What every page needs. */
const ALWAYS = /^assets\/(app|shared|react|rolldown-runtime)-[^.]*\.js$/;

/** Name the interface's own files in the page, so that they are fetched while the start still reads the address. */
function early(): Plugin {
  return {
    name: "early",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => ALWAYS.test(file))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
            injectTo: "head",
          })),
    },
  };
}

export default defineConfig({
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  plugins: [react(), early(), compression({ include: /\.(js|css|html|svg)$/, threshold: 512 })],
  build: {
    target: "es2022",
    assetsDir: "assets",
    // Every file has its content's hash in its name: served with a year of caching.
    assetsInlineLimit: 0,
    // The pages' own styles are a tenth of the house's.
    cssCodeSplit: false,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files) => files.filter((file) => !ALWAYS.test(file)),
    },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
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
    // The Host stays the page's own: the service takes cookie sessions from pages of its own host only.
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: stack, changeOrigin: false }])),
  },
});
