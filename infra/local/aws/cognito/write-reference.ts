/** `npm run docs:cognito` writes infra/local/COGNITO.md. */
import { writeFileSync } from 'node:fs';

import { COGNITO_MD, cognitoReference } from './reference';

writeFileSync(COGNITO_MD, cognitoReference());
