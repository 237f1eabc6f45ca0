import type { Dictionary } from './en';

export const fr: Dictionary = {
  language: 'Langue',
  loading: 'Un instant…',
  slow: 'Cela prend plus de temps que d’habitude. Vérifiez votre connexion.',
  help: 'Aide : {address}',
  back: 'Ce n’est pas vous ? Retour',
  backToSignIn: 'Retour à la connexion',
  showPassword: 'Afficher le mot de passe',

  'field.email': 'Adresse e-mail',
  'field.password': 'Mot de passe',
  'field.newPassword': 'Nouveau mot de passe',
  'field.currentPassword': 'Mot de passe actuel',
  'field.confirmationCode': 'Code reçu par e-mail',
  'field.name': 'Nom complet',
  'field.given_name': 'Prénom',
  'field.family_name': 'Nom de famille',
  'field.phone_number': 'Numéro de téléphone avec indicatif du pays',
  'required.email': 'Saisissez votre adresse e-mail.',
  'required.password': 'Saisissez un mot de passe.',
  'required.confirmationCode': 'Saisissez le code reçu par e-mail.',
  'required.field': 'Remplissez ce champ.',
  passwordHint:
    'Plus il est long, mieux c’est : quelques mots, avec majuscules, minuscules et un chiffre.',

  'signIn.heading': 'Connexion',
  'signIn.submit': 'Se connecter',
  'signIn.busy': 'Connexion en cours…',
  'signIn.forgot': 'Mot de passe oublié ?',
  'signIn.create': 'Créer un compte',

  'signUp.heading': 'Créer votre compte',
  'signUp.submit': 'Créer le compte',
  'signUp.busy': 'Création du compte…',
  'signUp.back': 'J’ai déjà un compte',

  'confirm.heading': 'Confirmer votre adresse',
  'confirm.sentTo': 'Pour confirmer votre adresse, saisissez le code envoyé à {destination}.',
  'confirm.submit': 'Confirmer',
  'confirm.busy': 'Confirmation…',
  'message.confirmationCodeResent': 'Un nouveau code est en route.',

  'forgot.heading': 'Réinitialiser le mot de passe',
  'forgot.intro':
    'Saisissez votre adresse e-mail : nous vous enverrons un code pour choisir un nouveau mot de passe.',
  'forgot.submit': 'Envoyer le code',
  'forgot.busy': 'Envoi en cours…',

  'reset.heading': 'Choisir un nouveau mot de passe',
  'reset.sentTo': 'Si un compte existe, un code est en route vers {destination}.',
  'reset.submit': 'Enregistrer et continuer',
  'reset.busy': 'Enregistrement…',

  'first.heading': 'Choisir votre mot de passe',
  'first.intro':
    'Vous vous êtes connecté avec un mot de passe provisoire. Choisissez le vôtre pour continuer.',

  'code.heading': 'Consultez vos e-mails',
  'code.sentTo': 'Saisissez les {length} chiffres envoyés à {destination}.',
  'code.label': 'Code à usage unique',
  'code.submit': 'Se connecter',
  'code.busy': 'Vérification…',
  'code.validFor': 'Encore valable {time}',
  'code.lastMinute': 'Le code est valable moins d’une minute.',
  'message.codeExpired': 'Ce code n’est plus valable. Demandez-en un nouveau.',
  'code.resend': 'Envoyer un nouveau code',
  'code.resendIn': 'Envoyer un nouveau code dans {time}',
  'code.resending': 'Envoi en cours…',
  'message.codeResent': 'Un nouveau code est en route. Le précédent ne fonctionne plus.',
  'message.resendTooEarly': 'Aucun nouveau code avant {time}. Le dernier fonctionne encore.',
  'message.incorrectCodeAttemptsLeft': 'Ce code est incorrect. Essais restants : {count}.',
  'code.triesLeft': 'Essais restants : {count}.',
  'message.codeIncomplete': 'Saisissez les {length} chiffres du code.',
  'message.emailNotDelivered':
    'Nous n’avons pas pu remettre l’e-mail à {destination}. Vérifiez que cette boîte peut recevoir des messages, puis demandez un nouveau code.',

  'message.tooManyIncorrectCodes':
    'Trop de codes incorrects. Reconnectez-vous pour en recevoir un nouveau.',
  'message.signInTimedOut':
    'Cette connexion a pris trop de temps. Reconnectez-vous pour recevoir un nouveau code.',
  'message.passwordSaved': 'Votre nouveau mot de passe est enregistré.',
  'message.accountConfirmed': 'Votre compte est confirmé.',
  'message.resetRequired':
    'Votre mot de passe doit être changé. Choisissez « Mot de passe oublié ? ».',
  'message.resetByAdmin':
    'Votre mot de passe doit être changé. Adressez-vous à votre administrateur.',
  'message.signedOutEverywhere': 'Vous êtes déconnecté de tous les appareils.',

  'message.unavailable': 'Un problème est survenu de notre côté. Réessayez dans un instant.',
  'message.offline': 'Pas de connexion. Vérifiez votre réseau et réessayez.',
  'message.wrongPassword': 'Cette adresse e-mail et ce mot de passe ne correspondent pas.',
  'message.tooManyAttempts': 'Trop de tentatives. Attendez quelques minutes et réessayez.',
  'message.temporaryPasswordExpired':
    'Le mot de passe provisoire n’est plus valable. Demandez-en un nouveau à votre administrateur.',
  'message.accountExists': 'Un compte existe déjà avec cette adresse. Connectez-vous plutôt.',
  'message.invalidInput': 'Une de vos saisies ne peut pas être utilisée. Vérifiez-la et réessayez.',
  'message.incorrectCode': 'Ce code est incorrect. Vérifiez l’e-mail et réessayez.',
  'message.resetCodeExpired': 'Ce code n’est plus valable. Demandez-en un nouveau.',
  'message.notAllowed':
    'Ce n’est pas possible pour ce compte. Adressez-vous à votre administrateur.',
  'message.emailNotSent': 'L’e-mail n’a pas pu être envoyé. Réessayez dans un instant.',
  'message.weakPassword': 'Choisissez un mot de passe plus fort.',
  'message.passwordTooShort': 'Ce mot de passe est trop court. Choisissez-en un plus long.',
  'message.passwordNeedsUppercase': 'Le mot de passe doit contenir une majuscule.',
  'message.passwordNeedsLowercase': 'Le mot de passe doit contenir une minuscule.',
  'message.passwordNeedsNumber': 'Le mot de passe doit contenir un chiffre.',
  'message.passwordNeedsSymbol': 'Le mot de passe doit contenir un caractère spécial.',
  'message.passwordUsedBefore': 'Vous avez déjà utilisé ce mot de passe. Choisissez-en un autre.',
  'message.incorrectCurrentPassword': 'Le mot de passe actuel est incorrect.',

  'message.locked': 'Trop de codes incorrects. Pour votre sécurité, la connexion est suspendue.',
  'message.lockedUntil':
    'Trop de codes incorrects. Pour votre sécurité, la connexion est suspendue. Réessayez à partir de : {time}.',
  'message.tooManyCodes': 'Trop de codes ont été envoyés pour ce compte. Réessayez plus tard.',
  'message.tooManyCodesUntil':
    'Trop de codes ont été envoyés pour ce compte. Réessayez à partir de : {time}.',
  'message.unverifiedAddress':
    'Votre adresse e-mail n’est pas vérifiée, aucun code ne peut donc être envoyé. Adressez-vous à votre administrateur.',
  'message.codeRequired': 'La connexion exige un code envoyé par e-mail. Reconnectez-vous.',

  'signedIn.heading': 'Vous êtes connecté',
  'signedIn.account': 'Compte',
  'signedIn.how': 'Connecté avec',
  'signedIn.withCode': 'Mot de passe et code par e-mail',
  'signedIn.withoutCode': 'Mot de passe',
  'signedIn.since': 'Depuis',
  'signedIn.time': '{time}',
  'signedIn.until': 'Valable jusqu’à',
  'signedIn.renewed': '{time}, puis prolongé automatiquement',
  'message.sessionUnreadable':
    'Votre session est illisible. Déconnectez-vous puis reconnectez-vous.',
  'signedIn.signOut': 'Se déconnecter',
  'signedIn.signOutEverywhere': 'Se déconnecter de tous les appareils',
  'signedIn.signingOut': 'Déconnexion…',
  'signedIn.changePassword': 'Changer le mot de passe',
  'signedIn.save': 'Enregistrer',
  'signedIn.cancel': 'Annuler',
};
