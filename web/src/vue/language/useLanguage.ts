import { readonly, ref, shallowRef } from 'vue';
import type { Message } from '../../client/messages';
import { browserStorage } from '../../client/storage';
import { LANGUAGE_KEY } from './choose';
import type { TextKey } from './en';
import { fill, type Plural, type Values } from './format';
import { chooseLanguage, type Language, languageOf } from './languages';

type Words = Record<TextKey, string | Plural>;

const storage = browserStorage('localStorage');
const language = ref<Language>('en');
const dictionary = shallowRef<Partial<Words>>({});
/** Loads the words of parts of the page that not everybody sees. */
let loadFurther: (language: Language) => Promise<Partial<Words>> = async () => ({});

/** A text in the language of the page. */
const t = (key: TextKey, values: Values = {}): string =>
  fill(dictionary.value[key] ?? '', values, language.value);

const messageText = ({ code, values }: Message): string => t(`message.${code}`, values);

/** @throws what `import()` throws if the dictionary can't be loaded; the language then stays */
async function setLanguage(wanted: Language): Promise<void> {
  const { load, direction = 'ltr' } = languageOf(wanted);
  const [words, further] = await Promise.all([load(), loadFurther(wanted)]);
  dictionary.value = { ...words, ...further };
  language.value = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = direction;
}

/** Sets the language that the person chose, and remembers it. */
async function switchLanguage(wanted: Language): Promise<void> {
  await setLanguage(wanted);
  storage.setItem(LANGUAGE_KEY, wanted);
}

/** Adds words that a part of the page brings along. @throws as `setLanguage` does */
async function addWords(load: typeof loadFurther): Promise<void> {
  const before = loadFurther;
  if (load === before) return;
  loadFurther = load;
  try {
    await setLanguage(language.value);
  } catch (error) {
    loadFurther = before;
    throw error;
  }
}

const preferredLanguage = (): Language =>
  chooseLanguage([storage.getItem(LANGUAGE_KEY), ...navigator.languages]);

export const useLanguage = () => ({
  language: readonly(language),
  t,
  messageText,
  setLanguage,
  switchLanguage,
  addWords,
  preferredLanguage,
});
