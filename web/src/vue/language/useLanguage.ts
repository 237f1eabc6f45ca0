import { readonly, ref, shallowRef } from 'vue';
import type { Message } from '../../client/messages';
import { browserStorage } from '../../client/storage';
import type { Dictionary, TextKey } from './en';
import { fill, type Values } from './format';
import { chooseLanguage, type Language, languageOf } from './languages';

const STORAGE_KEY = 'language';
const storage = browserStorage('localStorage');
const language = ref<Language>('en');
const dictionary = shallowRef<Partial<Dictionary>>({});

/** A text in the language of the page. */
const t = (key: TextKey, values: Values = {}): string =>
  fill(dictionary.value[key] ?? '', values, language.value);

const messageText = ({ code, values }: Message): string => t(`message.${code}`, values);

/** @throws what `import()` throws if the dictionary can't be loaded; the language then stays */
async function setLanguage(wanted: Language): Promise<void> {
  const { load, direction = 'ltr' } = languageOf(wanted);
  dictionary.value = await load();
  language.value = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = direction;
}

/** Sets the language that the person chose, and remembers it. */
async function switchLanguage(wanted: Language): Promise<void> {
  await setLanguage(wanted);
  storage.setItem(STORAGE_KEY, wanted);
}

const preferredLanguage = (): Language =>
  chooseLanguage([storage.getItem(STORAGE_KEY), ...navigator.languages]);

export const useLanguage = () => ({
  language: readonly(language),
  t,
  messageText,
  setLanguage,
  switchLanguage,
  preferredLanguage,
});
