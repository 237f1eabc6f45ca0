import { ar as accountAr } from '../../web/src/vue/language/account/ar';
import { de as accountDe } from '../../web/src/vue/language/account/de';
import { en as accountEn } from '../../web/src/vue/language/account/en';
import { it as accountIt } from '../../web/src/vue/language/account/it';
import { ar as signInAr } from '../../web/src/vue/language/ar';
import { de as signInDe } from '../../web/src/vue/language/de';
import { en as signInEn, type TextKey } from '../../web/src/vue/language/en';
import type { Plural } from '../../web/src/vue/language/format';
import { it as signInIt } from '../../web/src/vue/language/it';

/** All words of the page in one language. */
export type Words = Record<TextKey, string | Plural>;

export const ar: Words = { ...signInAr, ...accountAr };
export const de: Words = { ...signInDe, ...accountDe };
export const en: Words = { ...signInEn, ...accountEn };
export const italian: Words = { ...signInIt, ...accountIt };
