import { defineConfig, mergeConfig } from "vitest/config";
import built from "./vite.config.ts";

/** On two busy cores a test may wait longer than it takes. */
const PATIENCE_MS = 120_000;

// Apart from the build's own settings: a build is made where the tests' tools are not installed.
export default mergeConfig(
  built,
  defineConfig({
    test: {
      testTimeout: PATIENCE_MS,
      hookTimeout: PATIENCE_MS,
      // One more than the cores of a small machine: much of what is done here is waiting.
      maxWorkers: 3,
      // A window takes longer to make than most tests of plain functions: only components get one.
      projects: [
        {
          extends: true,
          test: {
            name: "functions",
            environment: "node",
            include: ["{src,build}/**/*.test.ts"],
            setupFiles: ["src/testing/texts.ts"],
          },
        },
        {
          extends: true,
          test: {
            name: "components",
            environment: "happy-dom",
            // Every test loads the interface anew; the libraries below it are loaded once.
            isolate: false,
            include: ["src/**/*.test.tsx"],
            environmentOptions: { happyDOM: { settings: { device: { prefersReducedMotion: "reduce" } } } },
          },
        },
      ],
    },
  }),
);
