import {
  RESEND_METADATA,
  type PublicChallengeParameters,
} from 'cognito-email-mfa/public-parameters';

/** For Amplify's `confirmSignIn`: asks for another code. */
export const resend = {
  challengeResponse: 'resend',
  options: { clientMetadata: RESEND_METADATA },
};

/** From Amplify's `nextStep.additionalInfo`. */
export function tellWhere({ destination, codeExpiresIn }: PublicChallengeParameters): string {
  return `A code is on its way to ${destination}. It works for ${codeExpiresIn} seconds.`;
}
