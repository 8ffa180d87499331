import { defineConfig, mergeConfig } from "vitest/config";
import built from "./vite.config.ts";

// Apart from the build's own settings: a build is made where the tests' tools are not installed.
export default mergeConfig(
  built,
  defineConfig({ test: { environment: "happy-dom", include: ["{src,build}/**/*.test.{ts,tsx}"] } }),
);
