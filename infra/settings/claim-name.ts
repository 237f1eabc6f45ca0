/**
 * Names the claim may have: letters, digits and _, and none that stands in Cognito's tokens already. A
 * standard claim could be an attribute that users set themselves, at a client without the guard.
 */
export const CLAIM_NAME = new RegExp(
  '^(?!cognito|custom|(acr|address|amr|aud|auth_time|azp|birthdate|client_id|email|email_verified' +
    '|event_id|exp|family_name|gender|given_name|iat|iss|jti|locale|middle_name|name|nbf|nickname|nonce' +
    '|origin_jti|phone_number|phone_number_verified|picture|preferred_username|profile|scope|sub' +
    '|token_use|updated_at|username|version|website|zoneinfo)$)[A-Za-z]\\w{0,63}$',
);
