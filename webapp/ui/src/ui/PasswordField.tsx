import { PasswordInput, Text, type PasswordInputProps } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";

interface Props extends PasswordInputProps {
  capsLockText: string;
}

/** A password with its show button, and a word when Caps Lock is on. */
export function PasswordField({ capsLockText, ...props }: Props) {
  const [caps, setCaps] = useState(false);
  const watch = (event: KeyboardEvent) => setCaps(event.getModifierState("CapsLock"));
  return (
    <div>
      <PasswordInput
        {...props}
        onKeyDown={watch}
        onKeyUp={watch}
        aria-invalid={props.error ? true : undefined}
        visibilityToggleButtonProps={{ tabIndex: 0 }}
      />
      <Text size="sm" role="status" mt={caps ? 4 : 0}>
        {caps ? capsLockText : ""}
      </Text>
    </div>
  );
}
