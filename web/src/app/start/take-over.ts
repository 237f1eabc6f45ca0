/** The fields of the form in index.html, by their names; those of the app have the same. */
const FIELDS = ['username', 'current-password'];

let waiting = false;

/** Whether index.html shows its form: nobody is signed in, and the sign-in form is what comes. */
export const startsWithForm = (): boolean =>
  document.querySelector('#start .card:not([hidden]) form') !== null;

/**
 * Puts the app in place of the form in index.html. What was typed there, the focus and the caret go to the
 * app's own form in one go: a key that is pressed meanwhile reaches one or the other.
 */
export function takeOver(): void {
  const start = document.getElementById('start');
  const app = document.getElementById('app');
  if (!start || !app || waiting || mustWait(start)) return;
  app.hidden = false;
  for (const name of FIELDS) {
    const from = inputIn(start, name);
    const to = inputIn(app, name);
    if (from && to) hand(from, to);
  }
  start.remove();
}

const inputIn = (root: HTMLElement, name: string) =>
  root.querySelector<HTMLInputElement>(`input[name="${name}"]`);

function hand(from: HTMLInputElement, to: HTMLInputElement): void {
  if (from.value) {
    to.value = from.value;
    to.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (from !== document.activeElement) return;
  const { selectionStart, selectionEnd, selectionDirection } = from;
  to.focus({ preventScroll: true });
  to.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
}

/** Whether taking over now would lose something; it then happens as soon as that is over. */
function mustWait(start: HTMLElement): boolean {
  const { composing } = start.dataset;
  if (composing === undefined && !FIELDS.some((name) => isFilledInSecret(inputIn(start, name)))) {
    return false;
  }
  waiting = true;
  if (composing === undefined) untilGesture(start);
  else start.addEventListener('compositionend', () => setTimeout(goOn), { once: true });
  return true;
}

function goOn(): void {
  waiting = false;
  takeOver();
}

/** Browsers fill in a saved password, but show it to no script before the person does something. */
function isFilledInSecret(input: HTMLInputElement | null): boolean {
  try {
    return input !== null && !input.value && input.matches(':autofill');
  } catch {
    return false;
  }
}

/** Until then the form in index.html works: its button submits that of the app. */
function untilGesture(start: HTMLElement): void {
  const button = start.querySelector('button') as HTMLButtonElement;
  button.disabled = false;
  const done = new AbortController();
  const { signal } = done;
  const onGesture = ({ target }: Event) => {
    // A button that is pressed must be there until it is released.
    if (target instanceof Node && button.contains(target)) return;
    done.abort();
    // By then the browser has told the value.
    setTimeout(goOn);
  };
  document.addEventListener('keydown', onGesture, { capture: true, signal });
  document.addEventListener('pointerdown', onGesture, { capture: true, signal });
  start.addEventListener('submit', () => {
    done.abort();
    goOn();
    document.querySelector<HTMLFormElement>('#app form')?.requestSubmit();
  });
}
