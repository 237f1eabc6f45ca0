import type { Dictionary } from './en';

export const de: Dictionary = {
  language: 'Sprache',
  loading: 'Wird geladen …',
  slow: 'Das dauert länger als üblich. Bitte lassen Sie diese Seite geöffnet.',
  errorTitle: 'Fehler: {title}',
  contactSupport: 'Support kontaktieren',
  contactAdmin: 'Wenden Sie sich an Ihren Administrator.',
  terms: 'Nutzungsbedingungen',
  privacy: 'Datenschutz',
  differentAccount: 'Anderes Konto verwenden',
  backToSignIn: 'Zurück zur Anmeldung',
  showPassword: 'Passwort anzeigen',

  'field.email': 'E-Mail-Adresse',
  'field.password': 'Passwort',
  'field.newPassword': 'Neues Passwort',
  'field.code': 'Bestätigungscode',
  'field.name': 'Vollständiger Name',
  'field.given_name': 'Vorname',
  'field.family_name': 'Nachname',
  'field.phone_number': 'Telefonnummer',
  'hint.phone_number': 'Mit Ländervorwahl, z. B. +49',
  'required.email': 'Geben Sie Ihre E-Mail-Adresse ein.',
  'required.password': 'Geben Sie Ihr Passwort ein.',
  'required.newPassword': 'Wählen Sie ein Passwort.',
  'required.code': 'Geben Sie den Bestätigungscode ein.',
  'required.name': 'Geben Sie Ihren vollständigen Namen ein.',
  'required.given_name': 'Geben Sie Ihren Vornamen ein.',
  'required.family_name': 'Geben Sie Ihren Nachnamen ein.',
  'required.phone_number': 'Geben Sie Ihre Telefonnummer ein.',
  'required.field': 'Füllen Sie dieses Feld aus.',
  'rule.length': { one: 'Mindestens {count} Zeichen', other: 'Mindestens {count} Zeichen' },
  'rule.uppercase': 'Großbuchstabe',
  'rule.lowercase': 'Kleinbuchstabe',
  'rule.number': 'Ziffer',
  'rule.symbol': 'Sonderzeichen',

  'signIn.heading': 'Bei {product} anmelden',
  'signIn.submit': 'Anmelden',
  'signIn.busy': 'Anmeldung läuft …',
  'signIn.forgot': 'Passwort vergessen?',
  'signIn.newHere': 'Neu hier?',
  'signIn.create': 'Konto erstellen',

  'signUp.heading': 'Erstellen Sie Ihr Konto',
  'signUp.submit': 'Konto erstellen',
  'signUp.busy': 'Konto wird erstellt …',
  'signUp.haveAccount': 'Sie haben bereits ein Konto?',

  'confirm.heading': 'E-Mail-Adresse bestätigen',
  'confirm.sentTo':
    'Wir haben einen Bestätigungscode an {destination} gesendet. Geben Sie ihn ein, um die Registrierung abzuschließen.',
  'confirm.submit': 'E-Mail-Adresse bestätigen',

  'forgot.heading': 'Passwort zurücksetzen',
  'forgot.intro':
    'Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Code, mit dem Sie Ihr Passwort zurücksetzen können.',
  'forgot.submit': 'Code senden',

  'reset.heading': 'Neues Passwort wählen',
  'reset.sentTo':
    'Falls es für {destination} ein Konto gibt, haben wir einen Code gesendet. Das kann eine Minute dauern; sehen Sie auch im Spam-Ordner nach.',
  'reset.submit': 'Passwort speichern',
  'reset.busy': 'Wird gespeichert …',

  'first.heading': 'Passwort festlegen',
  'first.intro':
    'Sie haben sich mit einem temporären Passwort angemeldet. Legen Sie ein neues fest, um fortzufahren.',

  'code.heading': 'Prüfen Sie Ihr Postfach',
  'code.sentTo': 'Wir haben einen {length}-stelligen Code an {destination} gesendet.',
  'code.submit': 'Weiter',
  'code.busy': 'Wird geprüft …',
  'code.expiresIn': 'Noch {time} gültig',
  'code.lastMinute': 'Der Code läuft in weniger als einer Minute ab.',
  'code.attemptsLeft': { one: 'Noch {count} Versuch.', other: 'Noch {count} Versuche.' },
  'code.remember': {
    one: 'In diesem Browser {count} Tag lang nicht mehr nach einem Code fragen',
    other: 'In diesem Browser {count} Tage lang nicht mehr nach einem Code fragen',
  },
  'code.remembered': {
    one: 'In diesem Browser fragen wir {count} Tag lang nicht mehr nach einem Code.',
    other: 'In diesem Browser fragen wir {count} Tage lang nicht mehr nach einem Code.',
  },
  'code.resend': 'Code erneut senden',
  'code.resendIn': 'Code erneut senden in {time}',
  'code.resendAt': 'Einen neuen Code erhalten Sie ab {time}.',
  'code.resending': 'Wird gesendet …',

  'help.heading': 'Keine E-Mail erhalten?',
  'help.spam': 'Es kann eine Minute dauern. Sehen Sie auch im Spam-Ordner nach.',
  'help.sender': 'Die E-Mail kommt von {sender}.',
  'help.open': '{mailbox} öffnen',

  'blocked.locked': 'Ihr Konto ist gesperrt',
  'blocked.tooManyCodes': 'Zu viele Codes angefordert',

  'message.accountConfirmed': 'Ihre E-Mail-Adresse ist bestätigt.',
  'message.accountExists': 'Mit dieser E-Mail-Adresse haben Sie bereits ein Konto.',
  'message.clientOutdated':
    'Diese Seite ist veraltet. Laden Sie sie neu und melden Sie sich erneut an.',
  'message.codeExpired': 'Dieser Code ist abgelaufen.',
  'message.codeIncomplete': 'Geben Sie alle {length} Ziffern des Codes ein.',
  'message.codeRequired': 'Ein Bestätigungscode ist erforderlich. Melden Sie sich erneut an.',
  'message.codeResent': 'Wir haben einen neuen Code gesendet. Der vorherige gilt nicht mehr.',
  'message.emailNotDelivered': 'Ihre E-Mail konnte nicht an {destination} zugestellt werden.',
  'message.emailNotSent':
    'Die E-Mail konnte nicht gesendet werden. Versuchen Sie es gleich noch einmal.',
  'message.incorrectCode': 'Falscher Code.',
  'message.incorrectCodeAttemptsLeft': {
    one: 'Falscher Code. Noch {count} Versuch.',
    other: 'Falscher Code. Noch {count} Versuche.',
  },
  'message.invalidEmail': 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
  'message.invalidInput': 'Eine Eingabe ist ungültig. Prüfen Sie sie und versuchen Sie es erneut.',
  'message.locked': 'Es wurden zu viele falsche Codes eingegeben.',
  'message.lockedUntil':
    'Es wurden zu viele falsche Codes eingegeben. Sie können es ab {time} wieder versuchen.',
  'message.newestCodeCounts': 'Erneut gesendet. Verwenden Sie den Code aus der neuesten E-Mail.',
  'message.notAllowed': 'Das ist für Ihr Konto nicht verfügbar.',
  'message.offline': 'Sie sind offline. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'message.passwordNeedsLowercase': 'Das Passwort muss einen Kleinbuchstaben enthalten.',
  'message.passwordNeedsNumber': 'Das Passwort muss eine Ziffer enthalten.',
  'message.passwordNeedsSymbol': 'Das Passwort muss ein Sonderzeichen enthalten.',
  'message.passwordNeedsUppercase': 'Das Passwort muss einen Großbuchstaben enthalten.',
  'message.passwordSaved': 'Ihr neues Passwort ist gespeichert.',
  'message.passwordTooShort': 'Das Passwort ist zu kurz.',
  'message.passwordUsedBefore':
    'Dieses Passwort haben Sie schon verwendet. Wählen Sie ein anderes.',
  'message.resendTooEarly':
    'Einen neuen Code erhalten Sie ab {time}. Ihr letzter Code gilt weiterhin.',
  'message.resetByAdmin': 'Sie benötigen ein neues Passwort.',
  'message.resetRequired': 'Sie müssen Ihr Passwort zurücksetzen.',
  'message.sessionEnded': 'Ihre Sitzung ist beendet. Melden Sie sich erneut an.',
  'message.signInTimedOut':
    'Die Zeit für die Anmeldung ist abgelaufen. Melden Sie sich erneut an, um einen neuen Code zu erhalten.',
  'message.signedOut': 'Sie sind abgemeldet.',
  'message.signedOutEverywhere': 'Sie sind auf allen Geräten abgemeldet.',
  'message.temporaryPasswordExpired': 'Ihr temporäres Passwort ist abgelaufen.',
  'message.tooManyAttempts': 'Zu viele Versuche. Versuchen Sie es in einigen Minuten erneut.',
  'message.tooManyCodes': 'Sie haben zu viele Codes angefordert. Versuchen Sie es später erneut.',
  'message.tooManyCodesUntil':
    'Sie haben zu viele Codes angefordert. Sie können es ab {time} wieder versuchen.',
  'message.tooManyIncorrectCodes':
    'Zu viele falsche Codes. Melden Sie sich erneut an, um einen neuen zu erhalten.',
  'message.unavailable': 'Etwas ist schiefgelaufen. Bitte versuchen Sie es erneut.',
  'message.unverifiedAddress':
    'Ihre E-Mail-Adresse ist nicht bestätigt. Deshalb können wir Ihnen keinen Code senden.',
  'message.weakPassword': 'Das Passwort erfüllt nicht alle Anforderungen.',
  'message.wrongPassword': 'E-Mail-Adresse oder Passwort ist falsch.',
};
