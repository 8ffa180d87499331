import { PasswordInput, Text, type PasswordInputProps } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";

interface Props extends PasswordInputProps {
  capsLockText: string;
  showText: string;
  hideText: string;
}

/** A password with its show button, and a word when Caps Lock is on. */
export function PasswordField({ capsLockText, showText, hideText, ...props }: Props) {
  const [caps, setCaps] = useState(false);
  const [visible, setVisible] = useState(false);
  const watch = (event: KeyboardEvent) => setCaps(event.getModifierState("CapsLock"));
  const toggle = visible ? hideText : showText;
  return (
    <div>
      <PasswordInput
        {...props}
        visible={visible}
        onVisibilityChange={setVisible}
        onKeyDown={watch}
        onKeyUp={watch}
        aria-invalid={props.error ? true : undefined}
        // The name says what a press does; a pressed state besides would say it the other way round.
        visibilityToggleButtonProps={{
          tabIndex: 0,
          "aria-label": toggle,
          "aria-pressed": undefined,
          title: toggle,
        }}
      />
      <Text size="sm" role="status" mt={caps ? 4 : 0}>
        {caps ? capsLockText : ""}
      </Text>
    </div>
  );
}
