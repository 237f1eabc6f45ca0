import type { AccountTexts, Language } from './language';

export const ja: Language = {
  direction: 'ltr',
  expires: '有効期限：{lifetime}',
  requested: 'リクエスト日時：{time}',
  requestedFrom: 'リクエスト日時：{time}（{client}）',
  client: '{system} の {browser}',
  account: 'アカウント：{account}',
  page: 'サインインページ：{host}',
  help: 'お困りの場合は {support} までお問い合わせください。',
  helpWithoutSupport: 'お困りの場合は管理者にお問い合わせください。',
  code: {
    subjectWithCode: '{code} は {product} の確認コードです',
    subject: '{product} の確認コード',
    preview: '有効期限：{lifetime}。コードは誰にも教えないでください。',
    heading: '確認コード',
    purpose:
      'このコードを使って {product} にサインインしてください。サインインを始めたページ以外では入力しないでください。',
    notYou: 'サインインにお心当たりがない場合',
    advice:
      '第三者にパスワードを知られています。このコードは誰にも教えないでください。{product} がコードをお尋ねすることはありません。{product} でパスワードを再設定してください。',
    adviceByAdmin:
      '第三者にパスワードを知られています。このコードは誰にも教えないでください。{product} がコードをお尋ねすることはありません。新しいパスワードの発行を依頼してください。',
  },
  lock: {
    subject: '{product} のアカウントがロックされました',
    happened:
      '第三者がパスワードを入力した後、誤ったコードを何度も入力しました。サインインはされていません。',
    until: '{time} 以降に、もう一度サインインできます。',
    notYou: '今すぐパスワードを再設定してください',
    advice: 'サインインページで「パスワードをお忘れの場合」を選択してください。',
    notYouByAdmin: '今すぐ新しいパスワードの発行を依頼してください',
    adviceByAdmin: 'パスワードを再設定できるのは管理者だけです。',
  },
  addressChanged: {
    subject: '{product} のメールアドレスが変更されました',
    happened: '{time} に、{product} アカウントのメールアドレスが {address} に変更されました。',
    codesHere: '{time} までは、確認コードは引き続きこのアドレスに届きます。',
    notYou: 'お心当たりがない場合',
    advice:
      '第三者がアカウントを使用している可能性があります。今すぐパスワードを再設定し、サポートを受けてください。',
    adviceByAdmin:
      '第三者がアカウントを使用している可能性があります。今すぐサポートを受けてください。',
  },
  passwordChanged: {
    subject: '{product} のパスワードが変更されました',
    happened: '{time} に、{product} アカウントのパスワードが再設定されました。',
    notYou: 'お心当たりがない場合',
    advice:
      '第三者にメールを読まれている可能性があります。まずメールのパスワードを変更し、その後 {product} のパスワードをもう一度再設定してください。',
  },
  browserRemembered: {
    subject: '{product} アカウントにブラウザーが登録されました',
    happened: '{time} に、次のブラウザーが登録されました：{client}',
    happenedSomewhere: '{time} に、ブラウザーが登録されました。',
    until:
      '{until} までは、このブラウザーではパスワードだけでサインインでき、確認コードは必要ありません。',
  },
};

export const jaAccount: AccountTexts = {
  signUp: {
    subject: '{product} の確認コード',
    heading: 'メールアドレスの確認',
    purpose: 'このコードを入力して、{product} のアカウント作成を完了してください。',
    notYou: 'アカウントの作成にお心当たりがない場合',
    advice: 'このメールは無視してください。コードは誰にも教えないでください。',
  },
  passwordReset: {
    subject: '{product} のパスワード再設定コード',
    heading: 'パスワードの再設定',
    purpose: 'このコードを入力して、{product} の新しいパスワードを設定してください。',
    notYou: 'パスワードの再設定にお心当たりがない場合',
    advice:
      '第三者がお客様のメールアドレスを入力しました。パスワードは変更されていません。コードは誰にも教えないでください。',
  },
  newAddress: {
    subject: '{product} の確認コード',
    heading: 'メールアドレスの確認',
    purpose:
      'このコードを入力して、このメールアドレスを {product} のアカウントに登録してください。',
    notYou: 'お心当たりがない場合',
    advice: 'このメールは無視してください。コードは誰にも教えないでください。',
  },
  invitation: {
    subject: '{product} への招待',
    purpose:
      'お客様のアカウントが作成されました。この仮パスワードでサインインし、新しいパスワードを設定してください。',
    page: 'サインイン：{url}',
    username: 'ユーザー名：{username}',
    password: '仮パスワード',
    notYou: '{product} にお心当たりがない場合',
    advice: 'このメールは無視してください。パスワードは誰にも教えないでください。',
  },
};
