import { STEP_KEY } from '../../client/memory';
import { browserStorage } from '../../client/storage';
import { applyBrand } from '../../vue/brand';
import { choose, LANGUAGE_KEY } from '../../vue/language/choose';
import type { AppConfig } from '../app-config';
import type { StartLanguage, StartWords } from './words';

/*
 * Runs before the app and without it: language, direction and brand of the sign-in form in index.html, which
 * people can type into while the app loads. The app takes it over in take-over.ts.
 */

/** From the language files, when the page is built. */
declare const LANGUAGES: Record<string, StartLanguage>;

/** Milliseconds until the form says that the page is slow. */
const SLOW = 8_000;
/** Steps with an address of their own; useAddresses.ts has them all. */
const OTHER_STEPS = /^\/(sign-up|verify-email|reset-password|new-password|code|set-password)$/;

const start = document.getElementById('start') as HTMLElement;
const find = <Found extends Element>(selector: string) => start.querySelector(selector) as Found;
const storage = browserStorage('localStorage');

const preferred = [storage.getItem(LANGUAGE_KEY), ...navigator.languages];
const code = choose(preferred, Object.keys(LANGUAGES));
const { words, direction } = LANGUAGES[code] as StartLanguage;

/** The app asks for the texts of its language when it runs; by then they are here. */
function preloadTexts(): void {
  const { texts = '{}' } = (document.currentScript as HTMLScriptElement).dataset;
  const href = (JSON.parse(texts) as Record<string, string>)[code];
  if (href)
    document.head.append(
      Object.assign(document.createElement('link'), { rel: 'modulepreload', href }),
    );
}

/** Whether the form is what comes: nobody is known to be signed in, and no step waits to be continued. */
function isFormNext(): boolean {
  if (OTHER_STEPS.test(location.pathname)) return false;
  if (browserStorage('sessionStorage').getItem(STEP_KEY)) return false;
  return !Object.keys(storage).some((key) =>
    /^CognitoIdentityServiceProvider\..*\.LastAuthUser$/.test(key),
  );
}

function showForm(): void {
  const form = find<HTMLFormElement>('form');
  // The button is disabled, and the app is what sends.
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('compositionstart', () => (start.dataset['composing'] = ''));
  form.addEventListener('compositionend', () => delete start.dataset['composing']);
  find('.skeleton').remove();
  find<HTMLElement>('.card').hidden = false;
  find<HTMLInputElement>('input').focus({ preventScroll: true });
  setTimeout(() => (find('[role=status]').textContent = words.slow), SLOW);
}

/** The app reports a file that is missing or broken; here it only changes how the form looks. */
function showBrand({ brandColor, logo, productName }: AppConfig): void {
  applyBrand(brandColor, logo);
  const heading = words['signIn.heading'].replace('{product}', () => productName);
  find('h1').textContent = heading;
  document.title = heading;
  find('.brand span').textContent = productName;
  if (logo) find('.brand svg').replaceWith(Object.assign(new Image(), { src: logo, alt: '' }));
  start.dataset['branded'] = '';
}

Object.assign(document.documentElement, { lang: code, dir: direction });
document.title = words['signIn.submit'];
for (const element of start.querySelectorAll<HTMLElement>('[data-text]')) {
  element.textContent = words[element.dataset['text'] as keyof StartWords];
}
preloadTexts();
if (isFormNext()) showForm();
// The app waits for the same answer.
globalThis.earlyConfig = fetch('/config.json').then((response) => {
  if (!response.ok) throw new Error(`config.json: HTTP ${response.status}`);
  return response.json() as Promise<unknown>;
});
globalThis.earlyConfig.then((config) => showBrand(config as AppConfig)).catch(() => undefined);
