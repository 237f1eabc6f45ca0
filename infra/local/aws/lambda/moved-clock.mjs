/** The clock of a thread: as it is until the stack's is moved, and then as far ahead as that. */
const RealDate = Date;
let ahead = 0;

/** Epoch milliseconds, whatever the clock of the stack says. */
export const realNow = () => RealDate.now();

const now = () => RealDate.now() + ahead;

/** @param milliseconds ahead of the real time */
export function moveClock(milliseconds) {
  ahead = milliseconds;
  if (ahead === 0 || globalThis.Date !== RealDate) return;
  RealDate.prototype.constructor = globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}
