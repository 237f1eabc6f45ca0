import { readonly, ref, shallowRef } from 'vue';
import type { Dictionary, TextKey } from './en';
import { fill, type Values } from './format';
import { chooseLanguage, directionOf, type Language, LANGUAGES } from './languages';

/** Something to tell the person, put into words only when it is shown: the language may change. */
export interface Told {
  key: TextKey;
  values?: Values;
}

const REMEMBERED = 'language';
const language = ref<Language>('en');
const dictionary = shallowRef<Partial<Dictionary>>({});

/** A text in the language of the page. */
const t = (key: TextKey, values: Values = {}): string =>
  fill(dictionary.value[key] ?? '', values, language.value);

const tell = ({ key, values }: Told): string => t(key, values);

/** @throws what `import()` throws if the dictionary can't be loaded; the language then stays */
async function setLanguage(wanted: Language): Promise<void> {
  dictionary.value = await LANGUAGES[wanted].load();
  language.value = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = directionOf(wanted);
}

/** The person's own choice, which is remembered. */
async function switchLanguage(wanted: Language): Promise<void> {
  await setLanguage(wanted);
  localStorage.setItem(REMEMBERED, wanted);
}

const preferredLanguage = (): Language =>
  chooseLanguage([localStorage.getItem(REMEMBERED), ...navigator.languages]);

export const useLanguage = () => ({
  language: readonly(language),
  t,
  tell,
  setLanguage,
  switchLanguage,
  preferredLanguage,
});
