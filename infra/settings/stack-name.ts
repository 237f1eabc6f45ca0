export const STACK_NAME = 'EmailMfa';
