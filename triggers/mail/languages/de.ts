import type { Language } from './language';

export const de: Language = {
  direction: 'ltr',
  code: {
    subject: '{code} ist Ihr Bestätigungscode für {product}',
    subjectWithoutCode: 'Ihr Bestätigungscode für {product}',
    preview: 'Geben Sie ihn auf der Anmeldeseite ein und teilen Sie ihn niemandem mit.',
    purpose:
      'Das ist Ihr Bestätigungscode für die Anmeldung bei {product}. Geben Sie ihn auf der Seite ein, auf der Sie ihn angefordert haben.',
    lifetime: 'Er wurde am {time} angefordert. Von da an gilt er {lifetime}, und nur einmal.',
    advice:
      'Dann kennt jemand Ihr Passwort. Ändern Sie es jetzt, überall dort, wo Sie es verwenden. Geben Sie diesen Code niemandem, auch nicht Personen, die sich als Mitarbeitende von {product} ausgeben.',
  },
  lock: {
    subject: 'Die Anmeldung bei {product} ist gesperrt',
    preview: 'Jemand hat Ihr Passwort und danach zu viele falsche Codes eingegeben.',
    happened:
      'Jemand hat Ihr Passwort für {product} und danach zu viele falsche Codes eingegeben. Angemeldet wurde dabei niemand. Bis zum {time} werden keine Codes versandt.',
    advice:
      'Dann kennt jemand Ihr Passwort. Ändern Sie es jetzt, überall dort, wo Sie es verwenden.',
    wasYou:
      'Wenn Sie es waren und nicht warten können, bitten Sie die Administration, Ihr Konto zu entsperren.',
  },
  notYou: 'Waren Sie das nicht?',
  support: 'Fragen? Schreiben Sie an {support}.',
  automatic: 'Diese Nachricht wurde automatisch versandt.',
};
