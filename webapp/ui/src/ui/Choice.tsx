import { useId, type ReactNode } from "react";
import classes from "./Choice.module.css";

interface Props<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  choices: readonly { value: T; label: string; icon?: ReactNode }[];
}

/** One of a few, in a row: radio buttons that need no measuring, since they are there when a page is drawn first. */
export function Choice<T extends string>({ label, value, onChange, choices }: Props<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={classes.row}>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.choice} title={choice.label}>
          <input
            type="radio"
            className={classes.input}
            name={name}
            aria-label={choice.label}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.icon ?? choice.label}
        </label>
      ))}
    </div>
  );
}
