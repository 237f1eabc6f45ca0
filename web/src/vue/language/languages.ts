import { choose } from './choose';
import type { Dictionary } from './en';

interface PageLanguage {
  /** In the language itself. */
  name: string;
  direction?: 'rtl';
  /** Shown when the page, dictionary included, could not be loaded. */
  loadFailed: string;
  tryAgain: string;
  load(): Promise<Dictionary>;
}

/** The languages of the page. To add one, add its dictionary beside this file and its entry here. */
export const PAGE_LANGUAGES = {
  en: {
    name: 'English',
    loadFailed: 'This page could not be loaded. Check your connection and try again.',
    tryAgain: 'Try again',
    load: () => import('./en').then(({ en }) => en),
  },
  de: {
    name: 'Deutsch',
    loadFailed:
      'Die Seite konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    tryAgain: 'Erneut versuchen',
    load: () => import('./de').then(({ de }) => de),
  },
  fr: {
    name: 'Français',
    loadFailed: 'Impossible de charger la page. Vérifiez votre connexion et réessayez.',
    tryAgain: 'Réessayer',
    load: () => import('./fr').then(({ fr }) => fr),
  },
  es: {
    name: 'Español',
    loadFailed: 'No se ha podido cargar la página. Comprueba tu conexión e inténtalo de nuevo.',
    tryAgain: 'Reintentar',
    load: () => import('./es').then(({ es }) => es),
  },
  pt: {
    name: 'Português',
    loadFailed: 'Não foi possível carregar a página. Verifique sua conexão e tente novamente.',
    tryAgain: 'Tentar novamente',
    load: () => import('./pt').then(({ pt }) => pt),
  },
  it: {
    name: 'Italiano',
    loadFailed: 'Impossibile caricare la pagina. Controlla la connessione e riprova.',
    tryAgain: 'Riprova',
    load: () => import('./it').then(({ it }) => it),
  },
  ja: {
    name: '日本語',
    loadFailed: 'ページを読み込めませんでした。接続を確認して、もう一度お試しください。',
    tryAgain: '再試行',
    load: () => import('./ja').then(({ ja }) => ja),
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    loadFailed: 'تعذّر تحميل الصفحة. تحقّق من اتصالك وحاول مرة أخرى.',
    tryAgain: 'إعادة المحاولة',
    load: () => import('./ar').then(({ ar }) => ar),
  },
} satisfies Record<string, PageLanguage>;

export type Language = keyof typeof PAGE_LANGUAGES;

export const languageOf = (language: Language): PageLanguage => PAGE_LANGUAGES[language];

/** The first preferred language that the page has, or else English. */
export const chooseLanguage = (preferred: readonly (string | null)[]): Language =>
  choose(preferred, Object.keys(PAGE_LANGUAGES) as Language[]);
