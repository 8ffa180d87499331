import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithoutRef } from "react";

type Props = ButtonProps & Omit<ComponentPropsWithoutRef<"button">, keyof ButtonProps>;

/** The button of what cannot be undone. */
export function DangerButton(props: Props) {
  return <Button color="red.8" autoContrast={false} {...props} />;
}
