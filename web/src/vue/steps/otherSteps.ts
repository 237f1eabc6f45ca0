/** The steps that most sign-ins do not need. They are loaded together, and only when one is shown. */
export { default as BlockedStep } from './BlockedStep.vue';
export { default as ConfirmSignUpStep } from './ConfirmSignUpStep.vue';
export { default as FirstPasswordStep } from './FirstPasswordStep.vue';
export { default as ForgotPasswordStep } from './ForgotPasswordStep.vue';
export { default as ResetPasswordStep } from './ResetPasswordStep.vue';
export { default as SignUpStep } from './SignUpStep.vue';
