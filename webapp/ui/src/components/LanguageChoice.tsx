import { useSyncExternalStore } from "react";
import { onLanguage, speak, t } from "~/texts";
import { language, LANGUAGES, type Language } from "~/texts/language";
import { Choice } from "~/ui/Choice";
import { toastFailure } from "./toast";

const CHOICES = (Object.keys(LANGUAGES) as Language[]).map((value) => ({ value, label: LANGUAGES[value] }));

/** The language of the interface, each by its own name. */
export function LanguageChoice() {
  const spoken = useSyncExternalStore(onLanguage, language);
  const change = (next: Language) =>
    void speak(next).catch((thrown: unknown) => toastFailure(t.shell.language.failed, thrown));
  return <Choice label={t.shell.language.label} value={spoken} onChange={change} choices={CHOICES} />;
}
