import type { Dictionary } from './en';

export const ja: Dictionary = {
  language: '言語',
  loading: 'お待ちください…',
  slow: '通常より時間がかかっています。接続をご確認ください。',
  help: 'お問い合わせ：{address}',
  back: '別の方ですか？戻る',
  backToSignIn: 'サインインに戻る',
  showPassword: 'パスワードを表示',

  'field.email': 'メールアドレス',
  'field.password': 'パスワード',
  'field.newPassword': '新しいパスワード',
  'field.currentPassword': '現在のパスワード',
  'field.confirmationCode': 'メールに記載のコード',
  'field.name': '氏名',
  'field.given_name': '名',
  'field.family_name': '姓',
  'field.phone_number': '電話番号（国番号付き）',
  'required.email': 'メールアドレスを入力してください。',
  'required.password': 'パスワードを入力してください。',
  'required.confirmationCode': 'メールに記載のコードを入力してください。',
  'required.field': 'この項目を入力してください。',
  passwordHint: '長いほど安全です。大文字・小文字・数字を含む、いくつかの単語がおすすめです。',

  'signIn.heading': 'サインイン',
  'signIn.submit': 'サインイン',
  'signIn.busy': 'サインインしています…',
  'signIn.forgot': 'パスワードをお忘れですか？',
  'signIn.create': 'アカウントを作成',

  'signUp.heading': 'アカウントの作成',
  'signUp.submit': 'アカウントを作成',
  'signUp.busy': '作成しています…',
  'signUp.back': 'アカウントをお持ちの方',

  'confirm.heading': 'メールアドレスの確認',
  'confirm.sentTo':
    'ご本人のアドレスであることを確認するため、{destination} に送信したコードを入力してください。',
  'confirm.submit': '確認する',
  'confirm.busy': '確認しています…',
  'message.confirmationCodeResent': '新しいコードを送信しました。',

  'forgot.heading': 'パスワードの再設定',
  'forgot.intro':
    'メールアドレスを入力してください。新しいパスワードを設定するためのコードをお送りします。',
  'forgot.submit': 'コードを送信',
  'forgot.busy': '送信しています…',

  'reset.heading': '新しいパスワードの設定',
  'reset.sentTo': 'アカウントがある場合、{destination} にコードをお送りしています。',
  'reset.submit': '保存して続ける',
  'reset.busy': '保存しています…',

  'first.heading': 'パスワードの設定',
  'first.intro':
    '仮のパスワードでサインインしました。続けるにはご自身のパスワードを設定してください。',

  'code.heading': 'メールをご確認ください',
  'code.sentTo': '{destination} に送信した {length} 桁の数字を入力してください。',
  'code.label': 'コード',
  'code.submit': 'サインイン',
  'code.busy': '確認しています…',
  'code.validFor': '残り有効時間 {time}',
  'code.lastMinute': 'コードの有効時間は残り1分未満です。',
  'message.codeExpired': 'このコードの有効期限が切れました。新しいコードを送信してください。',
  'code.resend': '新しいコードを送信',
  'code.resendIn': '新しいコードの送信まで {time}',
  'code.resending': '送信しています…',
  'message.codeResent': '新しいコードを送信しました。以前のコードは使えません。',
  'message.resendTooEarly':
    '新しいコードは {time} 以降に送信できます。前回のコードはまだ使えます。',
  'message.incorrectCodeAttemptsLeft': 'コードが正しくありません。残り回数：{count}。',
  'code.triesLeft': '残り回数：{count}。',
  'message.codeIncomplete': 'コードの数字を {length} 桁すべて入力してください。',
  'message.emailNotDelivered':
    '{destination} にメールを届けられませんでした。このメールボックスで受信できることを確認してから、新しいコードを送信してください。',

  'message.tooManyIncorrectCodes':
    '誤ったコードの入力が続きました。もう一度サインインすると新しいコードが届きます。',
  'message.signInTimedOut':
    '時間が経ちすぎました。もう一度サインインすると新しいコードが届きます。',
  'message.passwordSaved': '新しいパスワードを保存しました。',
  'message.accountConfirmed': 'アカウントを確認しました。',
  'message.resetRequired':
    'パスワードの変更が必要です。「パスワードをお忘れですか？」を選んでください。',
  'message.resetByAdmin': 'パスワードの変更が必要です。管理者にお問い合わせください。',
  'message.signedOutEverywhere': 'すべての端末からサインアウトしました。',

  'message.unavailable': '問題が発生しました。しばらくしてからもう一度お試しください。',
  'message.offline': '接続できません。ネットワークを確認して、もう一度お試しください。',
  'message.wrongPassword': 'メールアドレスとパスワードの組み合わせが正しくありません。',
  'message.tooManyAttempts': '試行回数が多すぎます。数分待ってからもう一度お試しください。',
  'message.temporaryPasswordExpired':
    '仮のパスワードの有効期限が切れました。管理者に新しいものを依頼してください。',
  'message.accountExists': 'このメールアドレスのアカウントは既にあります。サインインしてください。',
  'message.invalidInput': '使用できない入力があります。確認して、もう一度お試しください。',
  'message.incorrectCode': 'コードが正しくありません。メールを確認して、もう一度お試しください。',
  'message.resetCodeExpired': 'このコードの有効期限が切れました。新しいコードを送信してください。',
  'message.notAllowed': 'このアカウントではできません。管理者にお問い合わせください。',
  'message.emailNotSent': 'メールを送信できませんでした。しばらくしてからもう一度お試しください。',
  'message.weakPassword': 'より安全なパスワードを設定してください。',
  'message.passwordTooShort': 'パスワードが短すぎます。より長いものにしてください。',
  'message.passwordNeedsUppercase': 'パスワードには大文字が必要です。',
  'message.passwordNeedsLowercase': 'パスワードには小文字が必要です。',
  'message.passwordNeedsNumber': 'パスワードには数字が必要です。',
  'message.passwordNeedsSymbol': 'パスワードには記号が必要です。',
  'message.passwordUsedBefore': '以前に使ったパスワードです。別のものにしてください。',
  'message.incorrectCurrentPassword': '現在のパスワードが正しくありません。',

  'message.locked': '誤ったコードの入力が続いたため、安全のためサインインを停止しています。',
  'message.lockedUntil':
    '誤ったコードの入力が続いたため、安全のためサインインを停止しています。{time} 以降にお試しください。',
  'message.tooManyCodes':
    'このアカウントへのコードの送信が多すぎます。しばらくしてからお試しください。',
  'message.tooManyCodesUntil':
    'このアカウントへのコードの送信が多すぎます。{time} 以降にお試しください。',
  'message.unverifiedAddress':
    'メールアドレスが確認されていないため、コードを送信できません。管理者にお問い合わせください。',
  'message.codeRequired':
    'サインインにはメールで届くコードが必要です。もう一度サインインしてください。',

  'signedIn.heading': 'サインインしました',
  'signedIn.account': 'アカウント',
  'signedIn.how': 'サインイン方法',
  'signedIn.withCode': 'パスワードとメールのコード',
  'signedIn.withoutCode': 'パスワード',
  'signedIn.since': '開始',
  'signedIn.time': '{time}',
  'signedIn.until': '有効期限',
  'signedIn.renewed': '{time}（その後は自動更新）',
  'message.sessionUnreadable':
    'セッションを読み込めませんでした。一度サインアウトして、もう一度サインインしてください。',
  'signedIn.signOut': 'サインアウト',
  'signedIn.signOutEverywhere': 'すべての端末からサインアウト',
  'signedIn.signingOut': 'サインアウトしています…',
  'signedIn.changePassword': 'パスワードを変更',
  'signedIn.save': '保存',
  'signedIn.cancel': 'キャンセル',
};
