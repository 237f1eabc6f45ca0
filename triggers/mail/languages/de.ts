import type { AccountTexts, Language } from './language';

export const de: Language = {
  direction: 'ltr',
  expires: 'Gültig für {lifetime}',
  requested: 'Angefordert am {time}',
  requestedFrom: 'Angefordert am {time} mit {client}',
  client: '{browser} unter {system}',
  account: 'Konto: {account}',
  page: 'Anmeldeseite: {host}',
  help: 'Brauchen Sie Hilfe? Schreiben Sie an {support}.',
  helpWithoutSupport: 'Brauchen Sie Hilfe? Wenden Sie sich an Ihren Administrator.',
  code: {
    subjectWithCode: '{code} ist Ihr Bestätigungscode für {product}',
    subject: 'Ihr Bestätigungscode für {product}',
    preview: 'Gültig für {lifetime}. Geben Sie ihn nicht weiter.',
    heading: 'Ihr Bestätigungscode',
    purpose:
      'Mit diesem Code melden Sie sich bei {product} an. Geben Sie ihn nur auf der Seite ein, auf der Sie die Anmeldung begonnen haben.',
    notYou: 'Sie wollten sich nicht anmelden?',
    advice:
      'Dann kennt jemand Ihr Passwort. Geben Sie diesen Code nicht weiter; {product} wird Sie nie danach fragen. Öffnen Sie {product} und setzen Sie Ihr Passwort zurück.',
    adviceByAdmin:
      'Dann kennt jemand Ihr Passwort. Geben Sie diesen Code nicht weiter; {product} wird Sie nie danach fragen. Lassen Sie sich ein neues Passwort geben.',
  },
  lock: {
    subject: 'Ihr Konto bei {product} ist gesperrt',
    happened:
      'Jemand hat Ihr Passwort und danach zu oft einen falschen Code eingegeben. Angemeldet wurde dabei niemand.',
    until: 'Sie können sich ab dem {time} wieder anmelden.',
    notYou: 'Setzen Sie jetzt Ihr Passwort zurück',
    advice: 'Wählen Sie auf der Anmeldeseite „Passwort vergessen?“.',
    notYouByAdmin: 'Lassen Sie sich jetzt ein neues Passwort geben',
    adviceByAdmin: 'Nur ein Administrator kann es zurücksetzen.',
  },
  addressChanged: {
    subject: 'Ihre E-Mail-Adresse bei {product} wurde geändert',
    happened:
      'Die E-Mail-Adresse Ihres Kontos bei {product} wurde am {time} in {address} geändert.',
    codesHere: 'Bis {time} kommen Bestätigungscodes noch an diese Adresse.',
    notYou: 'Sie waren das nicht?',
    advice:
      'Möglicherweise nutzt jemand Ihr Konto. Setzen Sie jetzt Ihr Passwort zurück und bitten Sie um Hilfe.',
    adviceByAdmin: 'Möglicherweise nutzt jemand Ihr Konto. Bitten Sie jetzt um Hilfe.',
  },
  passwordChanged: {
    subject: 'Ihr Passwort für {product} wurde geändert',
    happened: 'Das Passwort Ihres Kontos bei {product} wurde am {time} zurückgesetzt.',
    notYou: 'Sie waren das nicht?',
    advice:
      'Dann kann jemand Ihre E-Mails lesen. Ändern Sie zuerst das Passwort Ihres Postfachs und setzen Sie danach Ihr Passwort für {product} noch einmal zurück.',
  },
  browserRemembered: {
    subject: 'Für Ihr Konto bei {product} wurde ein Browser gespeichert',
    happened: 'Dieser Browser wurde am {time} gespeichert: {client}.',
    happenedSomewhere: 'Ein Browser wurde am {time} gespeichert.',
    until: 'Bis {until} genügt dort Ihr Passwort, ein Bestätigungscode ist nicht nötig.',
  },
};

export const deAccount: AccountTexts = {
  signUp: {
    subject: 'Ihr Bestätigungscode für {product}',
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    purpose: 'Mit diesem Code schließen Sie die Registrierung bei {product} ab.',
    notYou: 'Sie haben kein Konto erstellt?',
    advice: 'Dann ignorieren Sie diese E-Mail. Geben Sie den Code nicht weiter.',
  },
  passwordReset: {
    subject: 'Ihr Code zum Zurücksetzen des Passworts für {product}',
    heading: 'Passwort zurücksetzen',
    purpose: 'Mit diesem Code legen Sie ein neues Passwort für {product} fest.',
    notYou: 'Sie wollten Ihr Passwort nicht zurücksetzen?',
    advice:
      'Jemand hat Ihre E-Mail-Adresse eingegeben. Ihr Passwort ist unverändert. Geben Sie den Code nicht weiter.',
  },
  newAddress: {
    subject: 'Ihr Bestätigungscode für {product}',
    heading: 'Bestätigen Sie Ihre E-Mail-Adresse',
    purpose: 'Mit diesem Code bestätigen Sie diese E-Mail-Adresse für Ihr Konto bei {product}.',
    notYou: 'Sie haben das nicht angefordert?',
    advice: 'Dann ignorieren Sie diese E-Mail. Geben Sie den Code nicht weiter.',
  },
  invitation: {
    subject: 'Einladung zu {product}',
    purpose:
      'Für Sie wurde ein Konto erstellt. Melden Sie sich mit diesem temporären Passwort an und legen Sie dann ein eigenes fest.',
    page: 'Anmeldung unter {url}',
    username: 'Benutzername: {username}',
    password: 'Temporäres Passwort',
    notYou: 'Sie kennen {product} nicht?',
    advice: 'Dann ignorieren Sie diese E-Mail. Geben Sie das Passwort nicht weiter.',
  },
};
