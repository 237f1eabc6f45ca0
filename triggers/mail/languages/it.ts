import type { AccountTexts, Language } from './language';

export const it: Language = {
  direction: 'ltr',
  expires: 'Scade tra {lifetime}',
  requested: 'Richiesto il {time}',
  requestedFrom: 'Richiesto il {time} da {client}',
  client: '{browser} su {system}',
  account: 'Account {account}',
  page: 'Pagina di accesso: {host}',
  help: 'Serve aiuto? Scrivi a {support}.',
  helpWithoutSupport: 'Serve aiuto? Contatta l’amministratore.',
  code: {
    subjectWithCode: '{code} è il tuo codice di verifica per {product}',
    subject: 'Il tuo codice di verifica per {product}',
    preview: 'Scade tra {lifetime}. Non comunicarlo a nessuno.',
    heading: 'Il tuo codice di verifica',
    purpose:
      'Usa questo codice per accedere a {product}. Inseriscilo solo nella pagina in cui hai iniziato l’accesso.',
    notYou: 'Non hai tentato di accedere?',
    advice:
      'Qualcuno conosce la tua password. Non comunicare questo codice a nessuno: {product} non te lo chiederà mai. Vai su {product} e reimposta la password.',
    adviceByAdmin:
      'Qualcuno conosce la tua password. Non comunicare questo codice a nessuno: {product} non te lo chiederà mai. Chiedi una nuova password.',
  },
  lock: {
    subject: 'Il tuo account {product} è bloccato',
    happened:
      'Qualcuno ha inserito la tua password e poi troppi codici errati. Non è riuscito ad accedere.',
    until: 'Potrai accedere di nuovo il {time}.',
    notYou: 'Reimposta subito la password',
    advice: 'Nella pagina di accesso, scegli «Password dimenticata?».',
    notYouByAdmin: 'Chiedi subito una nuova password',
    adviceByAdmin: 'Solo un amministratore può reimpostarla.',
  },
  addressChanged: {
    subject: 'L’indirizzo email del tuo account {product} è stato modificato',
    happened:
      'L’indirizzo email del tuo account {product} è stato modificato in {address} il {time}.',
    codesHere: 'Fino al {time} i codici di verifica arrivano ancora a questo indirizzo.',
    notYou: 'Non sei stato tu?',
    advice:
      'Qualcuno potrebbe usare il tuo account. Reimposta subito la password e chiedi assistenza.',
    adviceByAdmin: 'Qualcuno potrebbe usare il tuo account. Chiedi subito assistenza.',
  },
  passwordChanged: {
    subject: 'La tua password di {product} è stata modificata',
    happened: 'La password del tuo account {product} è stata reimpostata il {time}.',
    notYou: 'Non sei stato tu?',
    advice:
      'Qualcuno può leggere le tue email. Cambia prima la password della tua casella di posta, poi reimposta di nuovo quella di {product}.',
  },
  browserRemembered: {
    subject: 'Un browser è stato memorizzato per il tuo account {product}',
    happened: 'Questo browser è stato memorizzato il {time}: {client}.',
    happenedSomewhere: 'Un browser è stato memorizzato il {time}.',
    until: 'Fino al {until} lì basta la password, senza codice di verifica.',
  },
};

export const itAccount: AccountTexts = {
  signUp: {
    subject: 'Il tuo codice di verifica per {product}',
    heading: 'Verifica il tuo indirizzo email',
    purpose: 'Inserisci questo codice per completare la creazione del tuo account {product}.',
    notYou: 'Non hai creato un account?',
    advice: 'Puoi ignorare questa email. Non comunicare questo codice a nessuno.',
  },
  passwordReset: {
    subject: 'Il tuo codice per reimpostare la password di {product}',
    heading: 'Reimposta la password',
    purpose: 'Inserisci questo codice per scegliere una nuova password di {product}.',
    notYou: 'Non hai chiesto di reimpostare la password?',
    advice:
      'Qualcuno ha inserito il tuo indirizzo email. La tua password non è cambiata. Non comunicare questo codice a nessuno.',
  },
  newAddress: {
    subject: 'Il tuo codice di verifica per {product}',
    heading: 'Verifica il tuo indirizzo email',
    purpose:
      'Inserisci questo codice per usare questo indirizzo email con il tuo account {product}.',
    notYou: 'Non l’hai chiesto tu?',
    advice: 'Puoi ignorare questa email. Non comunicare questo codice a nessuno.',
  },
  invitation: {
    subject: 'Il tuo invito a {product}',
    purpose:
      'È stato creato un account per te. Accedi con questa password temporanea e poi scegline una tua.',
    page: 'Accedi su {url}',
    username: 'Nome utente: {username}',
    password: 'Password temporanea',
    notYou: 'Non conosci {product}?',
    advice: 'Puoi ignorare questa email. Non comunicare questa password a nessuno.',
  },
};
