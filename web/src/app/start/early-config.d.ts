/** `/config.json`, which the script before the app asks for. */
// eslint-disable-next-line no-var -- only `var` declares a property of globalThis
declare var earlyConfig: Promise<unknown> | undefined;
