import type { Language } from './languages';

/** What is said when not even a dictionary could be loaded. */
export const beforeLoaded: Record<Language, { failed: string; tryAgain: string }> = {
  en: {
    failed: 'The sign-in page could not be loaded. Check your connection.',
    tryAgain: 'Try again',
  },
  de: {
    failed: 'Die Anmeldeseite konnte nicht geladen werden. Prüfen Sie Ihre Verbindung.',
    tryAgain: 'Noch einmal versuchen',
  },
  fr: {
    failed: 'La page de connexion n’a pas pu être chargée. Vérifiez votre connexion.',
    tryAgain: 'Réessayer',
  },
  es: {
    failed: 'No se ha podido cargar la página de inicio de sesión. Comprueba tu conexión.',
    tryAgain: 'Intentar de nuevo',
  },
  pt: {
    failed: 'Não foi possível carregar a página de login. Verifique sua conexão.',
    tryAgain: 'Tentar de novo',
  },
  it: {
    failed: 'Non è stato possibile caricare la pagina di accesso. Controlla la connessione.',
    tryAgain: 'Riprova',
  },
  ja: {
    failed: 'サインインページを読み込めませんでした。接続をご確認ください。',
    tryAgain: 'もう一度試す',
  },
  ar: {
    failed: 'تعذّر تحميل صفحة تسجيل الدخول. تحقّق من اتصالك.',
    tryAgain: 'حاول مجددًا',
  },
};
