import type { Language } from './language';

export const fr: Language = {
  direction: 'ltr',
  code: {
    subject: '{code} est votre code de vérification {product}',
    subjectWithoutCode: 'Votre code de vérification {product}',
    preview: 'Saisissez-le sur la page de connexion et ne le communiquez à personne.',
    purpose:
      'Voici votre code de vérification pour vous connecter à {product}. Saisissez-le sur la page où vous l’avez demandé.',
    lifetime:
      'Il a été demandé le {time}. À partir de ce moment, il est valable {lifetime}, et une seule fois.',
    advice:
      'Alors quelqu’un connaît votre mot de passe. Changez-le dès maintenant, partout où vous l’utilisez. Ne donnez ce code à personne, pas même à quelqu’un qui prétend travailler pour {product}.',
  },
  lock: {
    subject: 'La connexion à {product} est bloquée',
    preview: 'Quelqu’un a saisi votre mot de passe, puis trop de codes erronés.',
    happened:
      'Quelqu’un a saisi votre mot de passe {product}, puis trop de codes erronés. Personne n’a pu se connecter ainsi. Aucun code ne sera envoyé avant le {time}.',
    advice:
      'Alors quelqu’un connaît votre mot de passe. Changez-le dès maintenant, partout où vous l’utilisez.',
    wasYou:
      'Si c’était vous et que vous ne pouvez pas attendre, demandez à un administrateur de débloquer votre compte.',
  },
  notYou: 'Ce n’était pas vous\u00a0?',
  support: 'Une question\u00a0? Écrivez à {support}.',
  automatic: 'Ce message a été envoyé automatiquement.',
};
