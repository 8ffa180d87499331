import { ActionIcon, Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./reader.module.css";

interface IconActionProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
  disabled?: boolean;
  loading?: boolean;
}

/** A quiet button with an icon; its name is its title too. */
export function IconAction({ label, onClick, children, disabled = false, loading = false }: IconActionProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      className={classes.quiet ?? ""}
      aria-label={label}
      title={label}
      disabled={disabled}
      loading={loading}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

/** A small button in a line of text. */
export function TextAction({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="default" size="compact-sm" onClick={onClick}>
      {children}
    </Button>
  );
}
