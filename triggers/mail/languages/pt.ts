import type { AccountTexts, Language } from './language';

export const pt: Language = {
  direction: 'ltr',
  expires: 'Expira em {lifetime}',
  requested: 'Solicitado em {time}',
  requestedFrom: 'Solicitado em {time} usando {client}',
  client: '{browser} no {system}',
  account: 'Conta: {account}',
  page: 'Página de login: {host}',
  help: 'Precisa de ajuda? Escreva para {support}.',
  helpWithoutSupport: 'Precisa de ajuda? Fale com o administrador.',
  code: {
    subjectWithCode: '{code} é seu código de verificação de {product}',
    subject: 'Seu código de verificação de {product}',
    preview: 'Expira em {lifetime}. Não compartilhe com ninguém.',
    heading: 'Seu código de verificação',
    purpose:
      'Use este código para entrar em {product}. Digite-o somente na página em que você começou a entrar.',
    notYou: 'Não tentou entrar?',
    advice:
      'Alguém sabe sua senha. Não compartilhe este código; {product} nunca vai pedi-lo. Acesse {product} e redefina sua senha.',
    adviceByAdmin:
      'Alguém sabe sua senha. Não compartilhe este código; {product} nunca vai pedi-lo. Peça uma nova senha.',
  },
  lock: {
    subject: 'Sua conta de {product} está bloqueada',
    happened:
      'Alguém digitou sua senha e, depois, muitos códigos incorretos. Essa pessoa não conseguiu entrar.',
    until: 'Você poderá entrar novamente em {time}.',
    notYou: 'Redefina sua senha agora',
    advice: 'Na página de login, escolha “Esqueceu a senha?”.',
    notYouByAdmin: 'Peça uma nova senha agora',
    adviceByAdmin: 'Somente um administrador pode redefini-la.',
  },
  addressChanged: {
    subject: 'Seu e-mail de {product} foi alterado',
    happened: 'O e-mail da sua conta de {product} foi alterado para {address} em {time}.',
    codesHere: 'Até {time}, os códigos de verificação ainda chegam a este endereço.',
    notYou: 'Não foi você?',
    advice: 'Alguém pode estar usando sua conta. Redefina sua senha agora e peça ajuda.',
    adviceByAdmin: 'Alguém pode estar usando sua conta. Peça ajuda agora.',
  },
  passwordChanged: {
    subject: 'Sua senha de {product} foi alterada',
    happened: 'A senha da sua conta de {product} foi redefinida em {time}.',
    notYou: 'Não foi você?',
    advice:
      'Alguém consegue ler seus e-mails. Primeiro, altere a senha do seu e-mail; depois, redefina novamente sua senha de {product}.',
  },
  browserRemembered: {
    subject: 'Um navegador foi lembrado na sua conta de {product}',
    happened: 'Este navegador foi lembrado em {time}: {client}.',
    happenedSomewhere: 'Um navegador foi lembrado em {time}.',
    until: 'Até {until}, basta sua senha nele, sem código de verificação.',
  },
};

export const ptAccount: AccountTexts = {
  signUp: {
    subject: 'Seu código de verificação de {product}',
    heading: 'Verifique seu e-mail',
    purpose: 'Digite este código para terminar de criar sua conta de {product}.',
    notYou: 'Não criou uma conta?',
    advice: 'Você pode ignorar este e-mail. Não compartilhe este código com ninguém.',
  },
  passwordReset: {
    subject: 'Seu código para redefinir a senha de {product}',
    heading: 'Redefina sua senha',
    purpose: 'Digite este código para criar uma nova senha de {product}.',
    notYou: 'Não pediu para redefinir a senha?',
    advice:
      'Alguém digitou seu e-mail. Sua senha não foi alterada. Não compartilhe este código com ninguém.',
  },
  newAddress: {
    subject: 'Seu código de verificação de {product}',
    heading: 'Verifique seu e-mail',
    purpose: 'Digite este código para usar este e-mail na sua conta de {product}.',
    notYou: 'Não foi você que pediu?',
    advice: 'Você pode ignorar este e-mail. Não compartilhe este código com ninguém.',
  },
  invitation: {
    subject: 'Convite para {product}',
    purpose:
      'Uma conta foi criada para você. Entre com esta senha temporária e, em seguida, crie a sua.',
    page: 'Entre em {url}',
    username: 'Nome de usuário: {username}',
    password: 'Senha temporária',
    notYou: 'Não conhece {product}?',
    advice: 'Você pode ignorar este e-mail. Não compartilhe esta senha com ninguém.',
  },
};
