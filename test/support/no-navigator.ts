/**
 * Node.js 21 and later have a `navigator`. With one, Amplify's SRP takes the arithmetic of old browsers, which
 * reads the global Math in its innermost loop; on Node.js 24 that costs 14 s for each sign-in within Jest.
 */
Object.defineProperty(globalThis, 'navigator', { value: undefined });
