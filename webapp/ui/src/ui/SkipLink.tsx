import classes from "./SkipLink.module.css";

/** The first stop of the Tab key: past the chrome, to the content. */
export function SkipLink({ label, to }: { label: string; to: string }) {
  const jump = () => document.getElementById(to)?.focus();
  return (
    <button type="button" className={classes.skip} onClick={jump}>
      {label}
    </button>
  );
}
