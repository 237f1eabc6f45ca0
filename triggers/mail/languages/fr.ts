import type { AccountTexts, Language } from './language';

export const fr: Language = {
  direction: 'ltr',
  expires: 'Valable {lifetime}',
  requested: 'Demandé le {time}',
  requestedFrom: 'Demandé le {time} depuis {client}',
  client: '{browser} sur {system}',
  account: 'Compte : {account}',
  page: 'Page de connexion : {host}',
  help: 'Besoin d’aide ? Écrivez à {support}.',
  helpWithoutSupport: 'Besoin d’aide ? Contactez votre administrateur.',
  code: {
    subjectWithCode: '{code} est votre code de vérification {product}',
    subject: 'Votre code de vérification {product}',
    preview: 'Valable {lifetime}. Ne le communiquez à personne.',
    heading: 'Votre code de vérification',
    purpose:
      'Utilisez ce code pour vous connecter à {product}. Saisissez-le uniquement sur la page où vous avez commencé à vous connecter.',
    notYou: 'Vous n’avez pas essayé de vous connecter ?',
    advice:
      'Quelqu’un connaît votre mot de passe. Ne communiquez ce code à personne : {product} ne vous le demandera jamais. Rendez-vous sur {product} et réinitialisez votre mot de passe.',
    adviceByAdmin:
      'Quelqu’un connaît votre mot de passe. Ne communiquez ce code à personne : {product} ne vous le demandera jamais. Demandez un nouveau mot de passe.',
  },
  lock: {
    subject: 'Votre compte {product} est verrouillé',
    happened:
      'Quelqu’un a saisi votre mot de passe, puis trop de codes incorrects. Cette personne n’a pas pu se connecter.',
    until: 'Vous pourrez vous reconnecter à partir du {time}.',
    notYou: 'Réinitialisez votre mot de passe maintenant',
    advice: 'Sur la page de connexion, choisissez « Mot de passe oublié ? ».',
    notYouByAdmin: 'Demandez un nouveau mot de passe maintenant',
    adviceByAdmin: 'Seul un administrateur peut le réinitialiser.',
  },
  addressChanged: {
    subject: 'Votre adresse e-mail {product} a été modifiée',
    happened: 'L’adresse e-mail de votre compte {product} a été remplacée par {address} le {time}.',
    codesHere: 'Jusqu’au {time}, les codes de vérification arrivent encore à cette adresse.',
    notYou: 'Ce n’était pas vous ?',
    advice:
      'Quelqu’un utilise peut-être votre compte. Réinitialisez votre mot de passe maintenant et demandez de l’aide.',
    adviceByAdmin: 'Quelqu’un utilise peut-être votre compte. Demandez de l’aide dès maintenant.',
  },
  passwordChanged: {
    subject: 'Votre mot de passe {product} a été modifié',
    happened: 'Le mot de passe de votre compte {product} a été réinitialisé le {time}.',
    notYou: 'Ce n’était pas vous ?',
    advice:
      'Quelqu’un peut lire vos e-mails. Changez d’abord le mot de passe de votre messagerie, puis réinitialisez à nouveau celui de {product}.',
  },
  browserRemembered: {
    subject: 'Un navigateur a été mémorisé pour votre compte {product}',
    happened: 'Ce navigateur a été mémorisé le {time} : {client}.',
    happenedSomewhere: 'Un navigateur a été mémorisé le {time}.',
    until: 'Jusqu’au {until}, votre mot de passe y suffit, sans code de vérification.',
  },
};

export const frAccount: AccountTexts = {
  signUp: {
    subject: 'Votre code de vérification {product}',
    heading: 'Vérifiez votre adresse e-mail',
    purpose: 'Saisissez ce code pour terminer la création de votre compte {product}.',
    notYou: 'Vous n’avez pas créé de compte ?',
    advice: 'Ignorez cet e-mail. Ne communiquez ce code à personne.',
  },
  passwordReset: {
    subject: 'Votre code de réinitialisation {product}',
    heading: 'Réinitialisez votre mot de passe',
    purpose: 'Saisissez ce code pour définir un nouveau mot de passe {product}.',
    notYou: 'Vous n’avez rien demandé ?',
    advice:
      'Quelqu’un a saisi votre adresse e-mail. Votre mot de passe n’a pas changé. Ne communiquez ce code à personne.',
  },
  newAddress: {
    subject: 'Votre code de vérification {product}',
    heading: 'Vérifiez votre adresse e-mail',
    purpose: 'Saisissez ce code pour utiliser cette adresse e-mail avec votre compte {product}.',
    notYou: 'Vous n’avez rien demandé ?',
    advice: 'Ignorez cet e-mail. Ne communiquez ce code à personne.',
  },
  invitation: {
    subject: 'Votre invitation à {product}',
    purpose:
      'Un compte a été créé pour vous. Connectez-vous avec ce mot de passe temporaire, puis définissez le vôtre.',
    page: 'Connexion : {url}',
    username: 'Nom d’utilisateur : {username}',
    password: 'Mot de passe temporaire',
    notYou: 'Vous ne connaissez pas {product} ?',
    advice: 'Ignorez cet e-mail. Ne communiquez ce mot de passe à personne.',
  },
};
