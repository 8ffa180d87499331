import { Textarea, type TextareaProps } from "@mantine/core";
import type { CSSProperties } from "react";
import classes from "./GrowingTextarea.module.css";

interface Props extends Omit<
  TextareaProps,
  "autosize" | "minRows" | "maxRows" | "rows" | "classNames" | "styles"
> {
  least: number;
  most: number;
}

/** A field that grows with its text, by the browser's own means: measuring it would lay out the page at every letter. */
export function GrowingTextarea({ least, most, ...rest }: Props) {
  const rows = { "--least": least, "--most": most } as CSSProperties;
  return (
    <Textarea {...rest} rows={least} classNames={{ input: classes.input ?? "" }} styles={{ input: rows }} />
  );
}
