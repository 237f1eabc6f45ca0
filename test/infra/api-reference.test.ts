import { readFileSync } from 'node:fs';
import { API_REFERENCE, apiReference } from '../../infra/packaging/api-reference';

test('infra/constructs/API.md is current (npm run docs:api writes it)', () => {
  expect(readFileSync(API_REFERENCE, 'utf8')).toBe(apiReference());
}, 120_000);
