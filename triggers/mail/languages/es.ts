import type { AccountTexts, Language } from './language';

export const es: Language = {
  direction: 'ltr',
  expires: 'Caduca en {lifetime}',
  requested: 'Solicitado el {time}',
  requestedFrom: 'Solicitado el {time} desde {client}',
  client: '{browser} en {system}',
  account: 'Cuenta: {account}',
  page: 'Página de inicio de sesión: {host}',
  help: '¿Necesitas ayuda? Escribe a {support}.',
  helpWithoutSupport: '¿Necesitas ayuda? Contacta con tu administrador.',
  code: {
    subjectWithCode: '{code} es tu código de verificación de {product}',
    subject: 'Tu código de verificación de {product}',
    preview: 'Caduca en {lifetime}. No lo compartas con nadie.',
    heading: 'Tu código de verificación',
    purpose:
      'Usa este código para iniciar sesión en {product}. Introdúcelo solo en la página donde empezaste a iniciar sesión.',
    notYou: '¿No has intentado iniciar sesión?',
    advice:
      'Alguien conoce tu contraseña. No compartas este código: {product} nunca te lo pedirá. Ve a {product} y restablece tu contraseña.',
    adviceByAdmin:
      'Alguien conoce tu contraseña. No compartas este código: {product} nunca te lo pedirá. Pide una contraseña nueva.',
  },
  lock: {
    subject: 'Tu cuenta de {product} está bloqueada',
    happened:
      'Alguien introdujo tu contraseña y después demasiados códigos incorrectos. No consiguió entrar.',
    until: 'Podrás volver a iniciar sesión el {time}.',
    notYou: 'Restablece tu contraseña ahora',
    advice: 'En la página de inicio de sesión, elige «¿Has olvidado tu contraseña?».',
    notYouByAdmin: 'Pide una contraseña nueva ahora',
    adviceByAdmin: 'Solo un administrador puede restablecerla.',
  },
  addressChanged: {
    subject: 'Se ha cambiado tu correo electrónico de {product}',
    happened: 'El correo electrónico de tu cuenta de {product} se cambió a {address} el {time}.',
    codesHere: 'Hasta el {time}, los códigos de verificación seguirán llegando a esta dirección.',
    notYou: '¿No has sido tú?',
    advice:
      'Es posible que alguien esté usando tu cuenta. Restablece tu contraseña ahora y pide ayuda.',
    adviceByAdmin: 'Es posible que alguien esté usando tu cuenta. Pide ayuda ahora.',
  },
  passwordChanged: {
    subject: 'Se ha cambiado tu contraseña de {product}',
    happened: 'La contraseña de tu cuenta de {product} se restableció el {time}.',
    notYou: '¿No has sido tú?',
    advice:
      'Alguien puede leer tu correo. Cambia primero la contraseña de tu buzón y después vuelve a restablecer la de {product}.',
  },
  browserRemembered: {
    subject: 'Se ha recordado un navegador para tu cuenta de {product}',
    happened: 'Este navegador se recordó el {time}: {client}.',
    happenedSomewhere: 'Se recordó un navegador el {time}.',
    until: 'Hasta el {until}, en él basta tu contraseña, sin código de verificación.',
  },
};

export const esAccount: AccountTexts = {
  signUp: {
    subject: 'Tu código de verificación de {product}',
    heading: 'Verifica tu correo electrónico',
    purpose: 'Introduce este código para terminar de crear tu cuenta de {product}.',
    notYou: '¿No has creado una cuenta?',
    advice: 'Puedes ignorar este correo. No compartas este código con nadie.',
  },
  passwordReset: {
    subject: 'Tu código para restablecer la contraseña de {product}',
    heading: 'Restablece tu contraseña',
    purpose: 'Introduce este código para definir una nueva contraseña de {product}.',
    notYou: '¿No has pedido restablecer tu contraseña?',
    advice:
      'Alguien introdujo tu correo electrónico. Tu contraseña no ha cambiado. No compartas este código con nadie.',
  },
  newAddress: {
    subject: 'Tu código de verificación de {product}',
    heading: 'Verifica tu correo electrónico',
    purpose: 'Introduce este código para usar este correo electrónico en tu cuenta de {product}.',
    notYou: '¿No lo has pedido tú?',
    advice: 'Puedes ignorar este correo. No compartas este código con nadie.',
  },
  invitation: {
    subject: 'Invitación a {product}',
    purpose:
      'Se ha creado una cuenta para ti. Inicia sesión con esta contraseña temporal y después elige la tuya.',
    page: 'Inicia sesión en {url}',
    username: 'Nombre de usuario: {username}',
    password: 'Contraseña temporal',
    notYou: '¿No conoces {product}?',
    advice: 'Puedes ignorar este correo. No compartas esta contraseña con nadie.',
  },
};
