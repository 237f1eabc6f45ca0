/** `npm run docs:settings` writes the settings reference into this folder's README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { SETTINGS_README, withReference } from './reference';

writeFileSync(SETTINGS_README, withReference(readFileSync(SETTINGS_README, 'utf8')));
