import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./IconAction.module.css";

interface Props {
  label: string;
  onClick: () => void;
  children: ReactNode;
  /** What is said above it; without it the label. */
  title?: string;
  disabled?: boolean;
  loading?: boolean;
  /** For a button that stays in: whether it is. */
  pressed?: boolean;
  wide?: boolean;
}

/** A quiet button with an icon. A plain element: an answer has a handful of them, each drawn with the first picture. */
export function IconAction(props: Props) {
  const {
    label,
    onClick,
    children,
    title = label,
    disabled = false,
    loading = false,
    pressed,
    wide = false,
  } = props;
  return (
    <button
      type="button"
      className={`${classes.action} ${wide ? classes.wide : ""} mantine-focus-auto`}
      aria-label={label}
      title={title}
      aria-pressed={pressed}
      disabled={disabled || loading}
      onClick={onClick}
    >
      {loading ? <Loader size={18} color="gray" /> : children}
    </button>
  );
}
