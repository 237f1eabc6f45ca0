import { computed, inject, type InjectionKey, provide, type Ref } from 'vue';
import type { Message, MessageCode } from '../../client/messages';

/** The field that a message is about, by the field's name. Others are about the whole step. */
const FIELDS: Partial<Record<MessageCode, string>> = {
  codeExpired: 'code',
  codeIncomplete: 'code',
  emailTaken: 'username',
  emailUnchanged: 'username',
  incorrectCode: 'code',
  incorrectCodeAttemptsLeft: 'code',
  incorrectCurrentPassword: 'current-password',
  invalidEmail: 'username',
  passwordNeedsLowercase: 'new-password',
  passwordNeedsNumber: 'new-password',
  passwordNeedsSymbol: 'new-password',
  passwordNeedsUppercase: 'new-password',
  passwordTooShort: 'new-password',
  passwordUsedBefore: 'new-password',
  weakPassword: 'new-password',
  wrongPassword: 'current-password',
};

const KEY: InjectionKey<Ref<Message | undefined>> = Symbol('problem of the step');

export const isAboutField = ({ code }: Message): boolean => FIELDS[code] !== undefined;

/** Hands the problem of a step down to the field that it is about. */
export const provideProblem = (problem: Ref<Message | undefined>): void => provide(KEY, problem);

/** The problem of the step, if it is about this field. */
export function useFieldProblem(name: string): Ref<Message | undefined> {
  const problem = inject(KEY, undefined);
  return computed(() => {
    const message = problem?.value;
    return message && FIELDS[message.code] === name ? message : undefined;
  });
}
