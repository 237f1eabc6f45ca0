import './global-setup';

export default async function globalTeardown(): Promise<void> {
  globalThis.shared?.host.kill();
  await globalThis.shared?.stack?.stop();
}
