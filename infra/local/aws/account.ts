/** The one region and account of the local stack. */
export const REGION = 'us-east-1';
export const ACCOUNT_ID = '000000000000';

/** Any will do: no emulator checks them, but the SDKs refuse to call without. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
