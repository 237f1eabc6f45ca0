import { texts } from '../texts';

const { fields } = texts;
// An empty placeholder would be replaced by the label.
const labelled = (label: string) => ({ label, placeholder: ' ' });
const newPassword = labelled(fields.newPassword);
const repeated = labelled(fields.repeatPassword);

/** The Authenticator's `formFields`: our labels, and no placeholders that only repeat them. */
export const formFields = {
  signIn: { username: labelled(fields.email), password: labelled(fields.password) },
  signUp: {
    email: labelled(fields.email),
    password: labelled(fields.password),
    confirm_password: repeated,
  },
  confirmSignUp: { confirmation_code: labelled(fields.mailedCode) },
  forceNewPassword: { password: newPassword, confirm_password: repeated },
  forgotPassword: { username: labelled(fields.email) },
  confirmResetPassword: {
    confirmation_code: labelled(fields.mailedCode),
    password: newPassword,
    confirm_password: repeated,
  },
};
