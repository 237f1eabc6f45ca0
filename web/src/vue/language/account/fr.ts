import type { AccountDictionary } from './en';

export const fr: AccountDictionary = {
  'field.currentPassword': 'Mot de passe actuel',
  'field.newEmail': 'Nouvelle adresse e-mail',
  'required.currentPassword': 'Saisissez votre mot de passe actuel.',
  'account.heading': 'Votre compte',
  'account.method': 'Méthode de connexion',
  'account.withCode': 'Mot de passe et code par e-mail',
  'account.withoutCode': 'Mot de passe',
  'account.since': 'Connecté depuis le',
  'account.signOut': 'Se déconnecter',
  'account.signOutEverywhere': 'Se déconnecter de tous les appareils',
  'account.signingOut': 'Déconnexion…',
  'account.changePassword': 'Changer de mot de passe',
  'account.signOutToo': 'Se déconnecter ensuite de tous les appareils, y compris celui-ci',
  'account.change': 'Changer',
  'account.changeEmail': 'Changer d’adresse e-mail',
  'account.browsers': 'Navigateurs mémorisés',
  'account.browsersIntro':
    'Vous n’avez pas besoin de code pour vous connecter sur ces navigateurs.',
  'account.noBrowsers':
    'Aucun navigateur n’est mémorisé. Un code vous est demandé à chaque connexion.',
  'account.thisBrowser': 'Ce navigateur',
  'account.browserOn': '{browser} sur {system}',
  'account.unknownBrowser': 'Navigateur inconnu',
  'account.lastUsed': 'Dernière utilisation : {time}',
  'account.until': 'Mémorisé jusqu’au {time}',
  'account.forget': 'Oublier',
  'account.forgetOne': 'Oublier {browser}',
  'account.forgetAll': 'Oublier tous les navigateurs',
  'account.signIns': 'Connexions récentes',
  'account.signInsIntro':
    'Les 30 derniers jours. Si l’une d’elles ne vient pas de vous, changez de mot de passe.',
  'account.noSignIns': 'Aucune connexion au cours des 30 derniers jours.',
  'account.how.code': 'Connexion avec un code',
  'account.how.browser': 'Connexion sur un navigateur mémorisé',
  'account.how.failed': 'Code incorrect',
  'account.how.locked': 'Compte bloqué après un trop grand nombre de codes incorrects',
  'account.showAll': 'Tout afficher',
  'account.tryAgain': 'Réessayer',
  'account.cancel': 'Annuler',
  'email.intro':
    'Nous enverrons un code à la nouvelle adresse pour vérifier qu’elle vous appartient.',
  'email.confirmHeading': 'Vérifiez votre nouvelle adresse e-mail',
  'email.sentTo':
    'Nous avons envoyé un code de vérification à {destination}. Saisissez-le pour changer d’adresse e-mail.',
  'stepUp.heading': 'Confirmez votre identité',
  'stepUp.intro': 'Saisissez votre mot de passe. Nous vous enverrons ensuite un code par e-mail.',
  'message.browserForgotten':
    '{browser} est oublié. Un code vous y sera demandé la prochaine fois.',
  'message.browsersForgotten':
    'Tous les navigateurs sont oubliés. Un code vous sera demandé à la prochaine connexion.',
  'message.browsersNotForgotten':
    'Votre nouveau mot de passe est enregistré, mais vos navigateurs mémorisés n’ont pas pu être oubliés. Réessayez ci-dessous.',
  'message.emailChanged': 'Votre adresse e-mail est désormais {email}.',
  'message.emailChangedHeld': {
    one: 'Votre adresse e-mail est désormais {email}. Pour votre sécurité, les codes de connexion sont encore envoyés à l’ancienne adresse pendant {count} heure.',
    other:
      'Votre adresse e-mail est désormais {email}. Pour votre sécurité, les codes de connexion sont encore envoyés à l’ancienne adresse pendant {count} heures.',
  },
  'message.emailTaken': 'Un autre compte utilise déjà cette adresse e-mail.',
  'message.emailUnchanged': 'C’est déjà votre adresse e-mail.',
  'message.incorrectCurrentPassword': 'Mot de passe actuel incorrect.',
};
