import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithoutRef } from "react";

interface Own {
  /** Beside other buttons, where it only leads to the question: words in red, no filled ground. */
  quiet?: boolean;
}

type Props = Own & ButtonProps & Omit<ComponentPropsWithoutRef<"button">, keyof ButtonProps>;

/** The button of what cannot be undone. */
export function DangerButton({ quiet = false, ...props }: Props) {
  return quiet ? (
    <Button variant="subtle" color="red" c="var(--mantine-color-error)" {...props} />
  ) : (
    <Button color="red.8" autoContrast={false} {...props} />
  );
}
