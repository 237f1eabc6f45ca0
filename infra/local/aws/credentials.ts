/** Any will do: no local part checks them, but the SDKs refuse to call without. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
