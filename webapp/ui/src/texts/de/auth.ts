/** Konto anlegen, anmelden, die Vorführung. */
import type { Catalogue } from "../catalogue";

export const auth: Catalogue["auth"] = {
  login: {
    title: "Anmelden",
    intro: "Fragen an die Sammlung der eigenen Organisation. Jede Antwort zeigt, woher sie kommt.",
    email: "E-Mail",
    password: "Passwort",
    submit: "Anmelden",
    noAccount: "Noch kein Konto?",
    register: "Konto anlegen",
    expired:
      "Die Sitzung ist abgelaufen. Nach dem Anmelden geht es an derselben Stelle weiter; was eingegeben war, ist noch da.",
  },
  register: {
    title: "Konto anlegen",
    intro: "Dazu gehört eine eigene Organisation. Was darin geladen wird, sieht niemand von außen.",
    firstName: "Vorname",
    lastName: "Nachname",
    organization: "Organisation",
    organizationHelp: "Freiwillig. Ohne Angabe heißt sie nach der Person.",
    email: "E-Mail",
    password: "Passwort",
    confirm: "Passwort wiederholen",
    submit: "Konto anlegen",
    hasAccount: "Schon ein Konto?",
    login: "Anmelden",
  },
  passwordField: {
    capsLockText: "Die Feststelltaste ist an.",
    showText: "Passwort zeigen",
    hideText: "Passwort verbergen",
  },
  rules: {
    title: "Das Passwort",
    length: "hat mindestens 10 Zeichen",
    match: "ist beide Male dasselbe",
    common: "ist keines der allbekannten (wird beim Absenden geprüft)",
    met: "erfüllt",
    open: "noch nicht erfüllt",
  },
  welcome: {
    title: "Die Vorführung wird geöffnet",
    used: "Dieser Link wurde schon benutzt oder ist älter als 10 Minuten.",
    usedHint: "„make up“ gibt einen neuen aus. Oder mit dem Konto anmelden, das es ausgegeben hat.",
    toLogin: "Zur Anmeldung",
  },
};
