import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import { defineConfig } from "vite";

// `make ui-dev` names the running stack; the built page is served by the web app itself.
const stack = process.env.REFDESK_URL ?? "http://127.0.0.1:8000";
const proxied = ["/api", "/auth", "/docs", "/healthz", "/readyz", "/openapi.json"];

export default defineConfig({
  resolve: { alias: { "~": new URL("./src", import.meta.url).pathname } },
  plugins: [react(), compression({ include: /\.(js|css|html|svg)$/, threshold: 512 })],
  build: {
    target: "es2022",
    assetsDir: "assets",
    // Every file has its content's hash in its name: served with a year of caching.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    host: "127.0.0.1",
    // The Host stays the page's own: the service takes cookie sessions from pages of its own host only.
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: stack, changeOrigin: false }])),
  },
});
