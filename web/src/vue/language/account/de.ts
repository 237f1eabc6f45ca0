import type { AccountDictionary } from './en';

export const de: AccountDictionary = {
  'field.currentPassword': 'Aktuelles Passwort',
  'field.newEmail': 'Neue E-Mail-Adresse',
  'required.currentPassword': 'Geben Sie Ihr aktuelles Passwort ein.',
  'account.heading': 'Ihr Konto',
  'account.method': 'Anmeldemethode',
  'account.withCode': 'Passwort und E-Mail-Code',
  'account.withoutCode': 'Passwort',
  'account.since': 'Angemeldet seit',
  'account.signOut': 'Abmelden',
  'account.signOutEverywhere': 'Auf allen Geräten abmelden',
  'account.signingOut': 'Abmeldung läuft …',
  'account.changePassword': 'Passwort ändern',
  'account.signOutToo': 'Danach auf allen Geräten abmelden, auch auf diesem',
  'account.change': 'Ändern',
  'account.changeEmail': 'E-Mail-Adresse ändern',
  'account.browsers': 'Gespeicherte Browser',
  'account.browsersIntro': 'In diesen Browsern melden Sie sich ohne Code an.',
  'account.noBrowsers':
    'Es sind keine Browser gespeichert. Sie benötigen bei jeder Anmeldung einen Code.',
  'account.thisBrowser': 'Dieser Browser',
  'account.browserOn': '{browser} unter {system}',
  'account.unknownBrowser': 'Unbekannter Browser',
  'account.lastUsed': 'Zuletzt verwendet: {time}',
  'account.until': 'Gespeichert bis {time}',
  'account.forget': 'Entfernen',
  'account.forgetOne': '{browser} entfernen',
  'account.forgetAll': 'Alle Browser entfernen',
  'account.signIns': 'Letzte Anmeldungen',
  'account.signInsIntro':
    'Die letzten 30 Tage. Ändern Sie Ihr Passwort, wenn Sie etwas nicht selbst waren.',
  'account.noSignIns': 'Keine Anmeldungen in den letzten 30 Tagen.',
  'account.how.code': 'Mit Code angemeldet',
  'account.how.browser': 'In einem gespeicherten Browser angemeldet',
  'account.how.failed': 'Falscher Code',
  'account.how.locked': 'Konto nach zu vielen falschen Codes gesperrt',
  'account.showAll': 'Alle anzeigen',
  'account.tryAgain': 'Erneut versuchen',
  'account.cancel': 'Abbrechen',
  'email.intro':
    'Wir senden einen Code an die neue Adresse, um sicherzugehen, dass sie Ihnen gehört.',
  'email.confirmHeading': 'Neue E-Mail-Adresse bestätigen',
  'email.sentTo':
    'Wir haben einen Bestätigungscode an {destination} gesendet. Geben Sie ihn ein, um Ihre E-Mail-Adresse zu ändern.',
  'stepUp.heading': 'Bestätigen Sie, dass Sie es sind',
  'stepUp.intro': 'Geben Sie Ihr Passwort ein. Danach senden wir Ihnen einen Code per E-Mail.',
  'message.browserForgotten':
    '{browser} ist entfernt. Dort benötigen Sie beim nächsten Mal einen Code.',
  'message.browsersForgotten':
    'Alle Browser sind entfernt. Bei der nächsten Anmeldung benötigen Sie einen Code.',
  'message.browsersNotForgotten':
    'Ihr neues Passwort ist gespeichert, aber die gespeicherten Browser konnten nicht entfernt werden. Versuchen Sie es unten erneut.',
  'message.emailChanged': 'Ihre E-Mail-Adresse ist jetzt {email}.',
  'message.emailChangedHeld': {
    one: 'Ihre E-Mail-Adresse ist jetzt {email}. Zu Ihrer Sicherheit gehen Codes für die Anmeldung noch {count} Stunde lang an die alte Adresse.',
    other:
      'Ihre E-Mail-Adresse ist jetzt {email}. Zu Ihrer Sicherheit gehen Codes für die Anmeldung noch {count} Stunden lang an die alte Adresse.',
  },
  'message.emailTaken': 'Diese E-Mail-Adresse wird bereits von einem anderen Konto verwendet.',
  'message.emailUnchanged': 'Das ist bereits Ihre E-Mail-Adresse.',
  'message.incorrectCurrentPassword': 'Das aktuelle Passwort ist falsch.',
};
