import { List, Text } from "@mantine/core";
import { IconCheck, IconPoint } from "@tabler/icons-react";
import { t } from "~/texts";

export const LEAST = 10;

interface Props {
  password: string;
  confirm: string;
  id: string;
}

/** The rules, each ticked while typing. */
export function PasswordRules({ password, confirm, id }: Props) {
  const rules = [
    { text: t.auth.rules.length, met: [...password].length >= LEAST },
    { text: t.auth.rules.match, met: password !== "" && password === confirm },
    { text: t.auth.rules.common, met: null },
  ];
  return (
    <div id={id}>
      <Text size="sm" c="dimmed">
        {t.auth.rules.title}
      </Text>
      <List size="sm" spacing={2} listStyleType="none" withPadding={false}>
        {rules.map(({ text, met }) => (
          <List.Item
            key={text}
            {...(met ? {} : { c: "dimmed" })}
            icon={
              met ? (
                <IconCheck size={16} aria-label={t.auth.rules.met} />
              ) : (
                <IconPoint size={16} aria-hidden />
              )
            }
          >
            {text}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
