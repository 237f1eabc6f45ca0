import type { Language } from './language';

export const it: Language = {
  direction: 'ltr',
  code: {
    subject: '{code} è il suo codice di verifica per {product}',
    subjectWithoutCode: 'Il suo codice di verifica per {product}',
    preview: 'Lo inserisca nella pagina di accesso e non lo comunichi a nessuno.',
    purpose:
      'Questo è il suo codice di verifica per accedere a {product}. Lo inserisca nella pagina in cui lo ha richiesto.',
    lifetime:
      'È stato richiesto il {time}. Da quel momento è valido per {lifetime}, e una sola volta.',
    advice:
      'Allora qualcuno conosce la sua password. La cambi subito, ovunque la utilizzi. Non dia questo codice a nessuno, nemmeno a chi sostiene di lavorare per {product}.',
  },
  lock: {
    subject: 'L’accesso a {product} è bloccato',
    preview: 'Qualcuno ha inserito la sua password e poi troppi codici errati.',
    happened:
      'Qualcuno ha inserito la sua password di {product} e poi troppi codici errati. In questo modo nessuno ha effettuato l’accesso. Non saranno inviati codici fino al {time}.',
    advice: 'Allora qualcuno conosce la sua password. La cambi subito, ovunque la utilizzi.',
    wasYou:
      'Se era lei e non può aspettare, chieda a un amministratore di sbloccare il suo account.',
  },
  notYou: 'Non era lei?',
  support: 'Domande? Scriva a {support}.',
  automatic: 'Questo messaggio è stato inviato automaticamente.',
};
