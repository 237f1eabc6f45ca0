/** `npm run docs:api` writes the API reference next to the constructs. */
import { writeFileSync } from 'node:fs';
import { API_REFERENCE, apiReference } from './api-reference';

writeFileSync(API_REFERENCE, apiReference());
