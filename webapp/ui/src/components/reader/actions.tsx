import { Button } from "@mantine/core";
import type { ReactNode } from "react";

/** A small button in a line of text. */
export function TextAction({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="default" size="compact-sm" onClick={onClick}>
      {children}
    </Button>
  );
}
