import type { Dictionary } from './en';

export const de: Dictionary = {
  language: 'Sprache',
  loading: 'Einen Moment …',
  slow: 'Das dauert länger als sonst. Prüfen Sie Ihre Verbindung.',
  help: 'Hilfe: {address}',
  back: 'Nicht Sie? Zurück',
  backToSignIn: 'Zurück zur Anmeldung',
  showPassword: 'Passwort anzeigen',

  'field.email': 'E-Mail-Adresse',
  'field.password': 'Passwort',
  'field.newPassword': 'Neues Passwort',
  'field.currentPassword': 'Aktuelles Passwort',
  'field.confirmationCode': 'Code aus der E-Mail',
  'field.name': 'Ihr Name',
  'field.given_name': 'Vorname',
  'field.family_name': 'Nachname',
  'field.phone_number': 'Telefonnummer mit Ländervorwahl',
  'required.email': 'Geben Sie Ihre E-Mail-Adresse ein.',
  'required.password': 'Geben Sie ein Passwort ein.',
  'required.confirmationCode': 'Geben Sie den Code aus der E-Mail ein.',
  'required.field': 'Füllen Sie dieses Feld aus.',
  passwordHint:
    'Je länger, desto besser: ein paar Wörter mit Groß- und Kleinbuchstaben und einer Ziffer.',

  'signIn.heading': 'Anmelden',
  'signIn.submit': 'Anmelden',
  'signIn.busy': 'Anmeldung läuft …',
  'signIn.forgot': 'Passwort vergessen?',
  'signIn.create': 'Konto erstellen',

  'signUp.heading': 'Konto erstellen',
  'signUp.submit': 'Konto erstellen',
  'signUp.busy': 'Konto wird erstellt …',
  'signUp.back': 'Ich habe schon ein Konto',

  'confirm.heading': 'Adresse bestätigen',
  'confirm.sentTo':
    'Geben Sie zur Bestätigung den Code ein, den wir an {destination} geschickt haben.',
  'confirm.submit': 'Bestätigen',
  'confirm.busy': 'Wird bestätigt …',
  'message.confirmationCodeResent': 'Ein neuer Code ist unterwegs.',

  'forgot.heading': 'Passwort zurücksetzen',
  'forgot.intro':
    'Geben Sie Ihre E-Mail-Adresse ein. Wir schicken Ihnen einen Code, mit dem Sie ein neues Passwort wählen können.',
  'forgot.submit': 'Code senden',
  'forgot.busy': 'Wird gesendet …',

  'reset.heading': 'Neues Passwort wählen',
  'reset.sentTo': 'Falls es dazu ein Konto gibt, ist ein Code unterwegs an {destination}.',
  'reset.submit': 'Speichern und weiter',
  'reset.busy': 'Wird gespeichert …',

  'first.heading': 'Eigenes Passwort wählen',
  'first.intro':
    'Sie haben sich mit einem vorläufigen Passwort angemeldet. Wählen Sie jetzt Ihr eigenes.',

  'code.heading': 'Prüfen Sie Ihre E-Mails',
  'code.sentTo': 'Geben Sie die {length} Ziffern ein, die wir an {destination} geschickt haben.',
  'code.label': 'Code',
  'code.submit': 'Anmelden',
  'code.busy': 'Wird geprüft …',
  'code.validFor': 'Noch {time} gültig',
  'code.lastMinute': 'Der Code ist weniger als eine Minute gültig.',
  'message.codeExpired': 'Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.',
  'code.resend': 'Neuen Code senden',
  'code.resendIn': 'Neuen Code senden in {time}',
  'code.resending': 'Wird gesendet …',
  'message.codeResent': 'Ein neuer Code ist unterwegs. Der vorige gilt nicht mehr.',
  'message.resendTooEarly': 'Ein neuer Code ist erst ab {time} möglich. Der letzte gilt noch.',
  'message.incorrectCodeAttemptsLeft': 'Dieser Code stimmt nicht. Verbleibende Versuche: {count}.',
  'code.triesLeft': 'Verbleibende Versuche: {count}.',
  'message.codeIncomplete': 'Geben Sie alle {length} Ziffern des Codes ein.',
  'message.emailNotDelivered':
    'Wir konnten die E-Mail an {destination} nicht zustellen. Prüfen Sie, ob dieses Postfach E-Mails empfängt, und fordern Sie dann einen neuen Code an.',

  'message.tooManyIncorrectCodes':
    'Zu viele falsche Codes. Melden Sie sich erneut an, um einen neuen zu erhalten.',
  'message.signInTimedOut':
    'Diese Anmeldung hat zu lange gedauert. Melden Sie sich erneut an, um einen neuen Code zu erhalten.',
  'message.passwordSaved': 'Ihr neues Passwort ist gespeichert.',
  'message.accountConfirmed': 'Ihr Konto ist bestätigt.',
  'message.resetRequired': 'Ihr Passwort muss geändert werden. Wählen Sie „Passwort vergessen?“.',
  'message.resetByAdmin':
    'Ihr Passwort muss geändert werden. Wenden Sie sich an Ihre Administration.',
  'message.signedOutEverywhere': 'Sie sind auf allen Geräten abgemeldet.',

  'message.unavailable': 'Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  'message.offline': 'Keine Verbindung. Prüfen Sie Ihr Netzwerk und versuchen Sie es noch einmal.',
  'message.wrongPassword': 'E-Mail-Adresse und Passwort passen nicht zusammen.',
  'message.tooManyAttempts':
    'Zu viele Versuche. Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
  'message.temporaryPasswordExpired':
    'Das vorläufige Passwort gilt nicht mehr. Bitten Sie Ihre Administration um ein neues.',
  'message.accountExists':
    'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Melden Sie sich damit an.',
  'message.invalidInput':
    'Eine Ihrer Angaben kann nicht verwendet werden. Prüfen Sie sie und versuchen Sie es noch einmal.',
  'message.incorrectCode':
    'Dieser Code stimmt nicht. Sehen Sie in der E-Mail nach und versuchen Sie es noch einmal.',
  'message.resetCodeExpired': 'Dieser Code gilt nicht mehr. Fordern Sie einen neuen an.',
  'message.notAllowed':
    'Das ist mit diesem Konto nicht möglich. Wenden Sie sich an Ihre Administration.',
  'message.emailNotSent':
    'Die E-Mail konnte nicht gesendet werden. Versuchen Sie es gleich noch einmal.',
  'message.weakPassword': 'Wählen Sie ein stärkeres Passwort.',
  'message.passwordTooShort': 'Dieses Passwort ist zu kurz. Wählen Sie ein längeres.',
  'message.passwordNeedsUppercase': 'Das Passwort braucht einen Großbuchstaben.',
  'message.passwordNeedsLowercase': 'Das Passwort braucht einen Kleinbuchstaben.',
  'message.passwordNeedsNumber': 'Das Passwort braucht eine Ziffer.',
  'message.passwordNeedsSymbol': 'Das Passwort braucht ein Sonderzeichen.',
  'message.passwordUsedBefore': 'Dieses Passwort hatten Sie schon einmal. Wählen Sie ein anderes.',
  'message.incorrectCurrentPassword': 'Das aktuelle Passwort stimmt nicht.',

  'message.locked': 'Zu viele falsche Codes. Zu Ihrer Sicherheit ist die Anmeldung gesperrt.',
  'message.lockedUntil':
    'Zu viele falsche Codes. Zu Ihrer Sicherheit ist die Anmeldung bis {time} gesperrt.',
  'message.tooManyCodes':
    'Für dieses Konto wurden zu viele Codes gesendet. Versuchen Sie es später noch einmal.',
  'message.tooManyCodesUntil':
    'Für dieses Konto wurden zu viele Codes gesendet. Der nächste ist ab {time} möglich.',
  'message.unverifiedAddress':
    'Ihre E-Mail-Adresse ist nicht bestätigt, deshalb kann kein Code gesendet werden. Wenden Sie sich an Ihre Administration.',
  'message.codeRequired':
    'Zur Anmeldung gehört ein Code aus Ihrer E-Mail. Melden Sie sich erneut an.',

  'signedIn.heading': 'Sie sind angemeldet',
  'signedIn.account': 'Konto',
  'signedIn.how': 'Angemeldet mit',
  'signedIn.withCode': 'Passwort und Code per E-Mail',
  'signedIn.withoutCode': 'Passwort',
  'signedIn.since': 'Seit',
  'signedIn.time': '{time}',
  'signedIn.until': 'Gültig bis',
  'signedIn.renewed': '{time}, wird dann von selbst verlängert',
  'message.sessionUnreadable': 'Ihre Sitzung ist nicht lesbar. Melden Sie sich ab und wieder an.',
  'signedIn.signOut': 'Abmelden',
  'signedIn.signOutEverywhere': 'Auf allen Geräten abmelden',
  'signedIn.signingOut': 'Abmeldung läuft …',
  'signedIn.changePassword': 'Passwort ändern',
  'signedIn.save': 'Speichern',
  'signedIn.cancel': 'Abbrechen',
};
