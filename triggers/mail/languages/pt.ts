import type { Language } from './language';

export const pt: Language = {
  direction: 'ltr',
  code: {
    subject: '{code} é o seu código de verificação para {product}',
    subjectWithoutCode: 'O seu código de verificação para {product}',
    preview: 'Digite-o na página de entrada e não o compartilhe com ninguém.',
    purpose:
      'Este é o seu código de verificação para entrar em {product}. Digite-o na página em que o pediu.',
    lifetime: 'Foi pedido em {time}. A partir desse momento vale por {lifetime}, e uma única vez.',
    advice:
      'Então alguém conhece a sua senha. Altere-a agora, em todos os lugares em que a usa. Não dê este código a ninguém, nem a quem diga ser de {product}.',
  },
  lock: {
    subject: 'O acesso a {product} está bloqueado',
    preview: 'Alguém digitou a sua senha e, depois, códigos errados demais.',
    happened:
      'Alguém digitou a sua senha de {product} e, depois, códigos errados demais. Ninguém entrou dessa forma. Nenhum código será enviado até {time}.',
    advice: 'Então alguém conhece a sua senha. Altere-a agora, em todos os lugares em que a usa.',
    wasYou: 'Se foi você e não pode esperar, peça a um administrador que desbloqueie a sua conta.',
  },
  notYou: 'Não foi você?',
  support: 'Dúvidas? Escreva para {support}.',
  automatic: 'Esta mensagem foi enviada automaticamente.',
};
