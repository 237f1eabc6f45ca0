/** `/config.json`, which the script before the app asks for. */
// eslint-disable-next-line no-var
declare var earlyConfig: Promise<unknown> | undefined;
