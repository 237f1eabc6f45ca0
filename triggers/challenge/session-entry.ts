/** One step of a sign-in as Cognito shows it to Define and Create Auth Challenge. */
export interface ChallengeResult {
  challengeName: string;
  challengeResult: boolean;
  /** Set by Create for its CUSTOM_CHALLENGE; never reaches the client. */
  challengeMetadata?: string | undefined;
}
