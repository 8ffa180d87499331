import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useDraft } from "./useDraft";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  label: string;
  /** The words as they are kept elsewhere. */
  value: string;
  /** Called when the typing pauses, with what the field holds then. */
  onSearch: (words: string) => void;
}

const PAUSE_MS = 200;

/** A field that looks up while one types: no letter is lost, the focus stays, and a value from elsewhere shows. */
export function SearchField({ label, value, onSearch, ...props }: Props) {
  const { text, type, handOut } = useDraft(value);
  const search = useDebouncedCallback((words: string) => {
    // The value was changed from elsewhere while this waited.
    if (words !== text) return;
    handOut(words);
    onSearch(words);
  }, PAUSE_MS);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      miw={0}
      maxLength={200}
      {...props}
      value={text}
      onChange={({ currentTarget }) => {
        type(currentTarget.value);
        search(currentTarget.value);
      }}
    />
  );
}
